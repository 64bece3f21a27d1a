// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides whether a token is meant for the address that it was sent to. Tokens are made
 * by many programs, so only what tells one place from another is compared (REST
 * reference, 5.2): the host with those accepted here, the path after percent-decoding and
 * without a trailing slash, and that the request has every query parameter of the
 * audience. Scheme and port do not count. Hub names are compared without regard to case.
 *
 * @param hosts names under which the service is known, beside the one that the request
 * names; without ports
 * @param requestHost whether the name that the request itself gives is good. Behind a
 * proxy that passes every {@code Host} header on, this lets a token for another service
 * with the same key in.
 * @param anyHost whether the host does not count at all
 */
public record AudienceRule(Set<String> hosts, boolean requestHost, boolean anyHost) {

	public AudienceRule {
		hosts = hosts.stream()
			.map((host) -> HostName.withoutPort(host).toLowerCase(Locale.ROOT))
			.collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Accepts the host of the request, and more.
	 * @param hosts further names of the service
	 * @return the rule
	 */
	public static AudienceRule requestHostAnd(Set<String> hosts) {
		return new AudienceRule(hosts, true, false);
	}

	/**
	 * Accepts audiences of any host, for services behind proxies that rename them.
	 * @return the rule
	 */
	public static AudienceRule ofAnyHost() {
		return new AudienceRule(Set.of(), true, true);
	}

	/**
	 * Whether an audience means a target.
	 * @param audience one value of the claim {@code aud}
	 * @param target where the request went
	 * @return {@code true} when it does
	 */
	public boolean accepts(String audience, RequestTarget target) {
		AudienceAddress address = AudienceAddress.parse(audience);
		return address != null && acceptsHost(address.host(), target)
				&& AudiencePath.matches(address.path(), target.path())
				&& AudienceQuery.isContained(address.query(), target.query());
	}

	private boolean acceptsHost(String host, RequestTarget target) {
		return this.anyHost || this.hosts.contains(host) || (this.requestHost && host.equals(target.host()));
	}

}
