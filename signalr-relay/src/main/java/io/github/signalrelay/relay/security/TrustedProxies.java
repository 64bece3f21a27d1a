// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.security;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

/**
 * Proxies whose {@code X-Forwarded-For} is believed. What anybody else says of where a
 * request comes from is not. Immutable; any thread may use it.
 */
public final class TrustedProxies {

	/** Nobody is believed. */
	public static final TrustedProxies NONE = new TrustedProxies(List.of());

	/** Some proxies add the port of the client. */
	private static final Pattern WITH_PORT = Pattern
		.compile("(\\d+(?:\\.\\d+){3}):\\d{1,5}|\\[([^\\]]+)\\](?::\\d{1,5})?");

	private final List<IpSubnetFilterRule> networks;

	private TrustedProxies(List<IpSubnetFilterRule> networks) {
		this.networks = networks;
	}

	/**
	 * Trusts some networks.
	 * @param networks IP addresses, and networks such as {@code 10.0.0.0/8}
	 * @return the proxies
	 * @throws IllegalArgumentException if one of them is neither
	 */
	public static TrustedProxies of(Collection<String> networks) {
		return new TrustedProxies(networks.stream().map(String::trim).map(TrustedProxies::network).toList());
	}

	private static IpSubnetFilterRule network(String text) {
		int slash = text.indexOf('/');
		InetAddress address = NetUtil
			.createInetAddressFromIpAddressString((slash >= 0) ? text.substring(0, slash) : text);
		if (address == null) {
			throw new IllegalArgumentException(text + " (expected: an IP address, or a network such as 10.0.0.0/8)");
		}
		int bits = address.getAddress().length * 8;
		try {
			int prefix = (slash >= 0) ? Integer.parseInt(text.substring(slash + 1)) : bits;
			return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(text + " (expected: a prefix of 0 to " + bits + " bits)", ex);
		}
	}

	private boolean trusts(InetAddress address) {
		InetSocketAddress peer = new InetSocketAddress(address, 0);
		return this.networks.stream().anyMatch((network) -> network.matches(peer));
	}

	/**
	 * Way that a request has taken, as far as it is believed.
	 * @param peer address at the other end of the socket
	 * @param forwardedFor all values of {@code X-Forwarded-For}
	 * @return the client, then the trusted proxies that it came through, in the form of
	 * {@code X-Forwarded-For}
	 */
	public String forwardedFor(InetAddress peer, List<String> forwardedFor) {
		Deque<String> way = new ArrayDeque<>();
		way.add(text(peer));
		List<String> told = forwardedFor.stream().flatMap((value) -> Stream.of(value.split(","))).toList();
		InetAddress current = peer;
		for (int i = told.size() - 1; i >= 0 && trusts(current); i--) {
			InetAddress before = address(told.get(i).trim());
			if (before == null) {
				break;
			}
			current = before;
			way.addFirst(text(current));
		}
		return String.join(", ", way);
	}

	private static @Nullable InetAddress address(String told) {
		Matcher port = WITH_PORT.matcher(told);
		String bare = !port.matches() ? told : (port.group(1) != null) ? port.group(1) : port.group(2);
		return NetUtil.createInetAddressFromIpAddressString(bare);
	}

	/** A zone means something on this machine only. */
	private static String text(InetAddress address) {
		String text = address.getHostAddress();
		int zone = text.indexOf('%');
		return (zone >= 0) ? text.substring(0, zone) : text;
	}

}
