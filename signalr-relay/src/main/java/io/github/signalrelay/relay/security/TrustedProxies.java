// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.security;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

/**
 * Proxies whose word is believed on where a request comes from. Each proxy adds the
 * address of its own peer at the end of {@code X-Forwarded-For}; what stands before the
 * first address that is not a trusted proxy may be made up by the client.
 */
public final class TrustedProxies {

	/** Nobody is believed. */
	public static final TrustedProxies NONE = new TrustedProxies(List.of());

	private final List<IpSubnetFilterRule> networks;

	private TrustedProxies(List<IpSubnetFilterRule> networks) {
		this.networks = networks;
	}

	/**
	 * Proxies by their addresses.
	 * @param networks addresses such as {@code 10.1.2.3} and {@code ::1}, or networks
	 * such as {@code 10.0.0.0/8}; no names
	 * @return the proxies
	 * @throws IllegalArgumentException if one is neither
	 */
	public static TrustedProxies of(Collection<String> networks) {
		return networks.isEmpty() ? NONE : new TrustedProxies(networks.stream().map(TrustedProxies::network).toList());
	}

	private static IpSubnetFilterRule network(String text) {
		int slash = text.indexOf('/');
		InetAddress address = address((slash >= 0) ? text.substring(0, slash) : text);
		try {
			if (address != null) {
				int bits = (slash >= 0) ? Integer.parseInt(text.substring(slash + 1)) : 8 * address.getAddress().length;
				return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
			}
		}
		catch (IllegalArgumentException ex) {
			// told below
		}
		throw new IllegalArgumentException("'" + text + "' (expected: an IP address, or a network such as 10.0.0.0/8)");
	}

	private static @Nullable InetAddress address(String text) {
		byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text.trim());
		try {
			return (bytes != null) ? InetAddress.getByAddress(bytes) : null;
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

	/**
	 * Addresses that a request came over, as far as they can be believed.
	 * @param peer address of the socket's peer
	 * @param forwardedFor values of {@code X-Forwarded-For}
	 * @return the client's address, then those of the proxies, the peer last
	 */
	public List<String> route(InetAddress peer, List<String> forwardedFor) {
		List<String> told = forwardedFor.stream().flatMap((value) -> Arrays.stream(value.split(","))).toList();
		List<String> route = new ArrayList<>(List.of(peer.getHostAddress()));
		InetAddress current = peer;
		for (int index = told.size() - 1; index >= 0 && isTrusted(current); index--) {
			InetAddress before = address(told.get(index));
			if (before == null) {
				break;
			}
			route.add(before.getHostAddress());
			current = before;
		}
		Collections.reverse(route);
		return route;
	}

	private boolean isTrusted(InetAddress address) {
		InetSocketAddress socket = new InetSocketAddress(address, 0);
		return this.networks.stream().anyMatch((network) -> network.matches(socket));
	}

}
