// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.protocol.token.AccessTokenVerifier;
import io.github.signalrelay.protocol.token.AudienceRule;
import io.github.signalrelay.relay.reconnect.ReconnectSettings;
import io.github.signalrelay.relay.routing.RoutingSettings;
import io.github.signalrelay.relay.security.TrustedProxies;
import io.github.signalrelay.relay.server.ServerConnectionTimes;

/**
 * Settings of a relay. Start with {@link #withKeys} and change what has to differ.
 *
 * @param accessKeys keys that tokens may be signed with, one at least; the first is the
 * primary one
 * @param nodeId id of this node, at the beginning of the ids of its client connections
 * @param basePath path under which all paths of the relay lie: empty, or like
 * {@code /relay}
 * @param access who is let in
 * @param limits sizes and counts
 * @param timeouts times
 * @param reconnect limits of stateful reconnect
 * @param compression whether WebSockets of clients that offer it are compressed; not by
 * default
 * @param capacity number of client connections that app servers are told this relay can
 * take, by which those with several relays share clients out; 0 to tell none, which is
 * the default
 */
public record RelaySettings(List<AccessKey> accessKeys, String nodeId, String basePath, Access access, Limits limits,
		Timeouts timeouts, ReconnectSettings reconnect, boolean compression, int capacity) {

	private static final Pattern NODE_ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

	private static final Pattern BASE_PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)*");

	private static final int NODE_ID_BYTES = 6;

	public RelaySettings {
		accessKeys = List.copyOf(accessKeys);
		require(!accessKeys.isEmpty(), "accessKeys: none (expected: one at least)");
		require(NODE_ID.matcher(nodeId).matches(), "nodeId: " + nodeId + " (expected: 1 to 32 of A-Z a-z 0-9 _ -)");
		require(BASE_PATH.matcher(basePath).matches(),
				"basePath: " + basePath + " (expected: empty, or like /relay without a slash at the end)");
		require(capacity >= 0, "capacity: " + capacity + " (expected: >= 0)");
	}

	/**
	 * The defaults, with a random node id.
	 * @param accessKeys keys that tokens may be signed with, one at least
	 * @return the settings
	 */
	public static RelaySettings withKeys(List<AccessKey> accessKeys) {
		byte[] nodeId = new byte[NODE_ID_BYTES];
		new SecureRandom().nextBytes(nodeId);
		return new RelaySettings(accessKeys, Base64.getUrlEncoder().withoutPadding().encodeToString(nodeId), "",
				Access.DEFAULT, Limits.DEFAULT, Timeouts.DEFAULT, ReconnectSettings.DEFAULT, false, 0);
	}

	/**
	 * The same settings for another node.
	 * @param newNodeId id of the node
	 * @return a copy
	 */
	public RelaySettings withNodeId(String newNodeId) {
		return new RelaySettings(this.accessKeys, newNodeId, this.basePath, this.access, this.limits, this.timeouts,
				this.reconnect, this.compression, this.capacity);
	}

	/**
	 * The same settings under another path.
	 * @param newBasePath the path
	 * @return a copy
	 */
	public RelaySettings withBasePath(String newBasePath) {
		return new RelaySettings(this.accessKeys, this.nodeId, newBasePath, this.access, this.limits, this.timeouts,
				this.reconnect, this.compression, this.capacity);
	}

	/**
	 * The same settings for others to be let in.
	 * @param newAccess who
	 * @return a copy
	 */
	public RelaySettings withAccess(Access newAccess) {
		return new RelaySettings(this.accessKeys, this.nodeId, this.basePath, newAccess, this.limits, this.timeouts,
				this.reconnect, this.compression, this.capacity);
	}

	/**
	 * The same settings with other limits.
	 * @param newLimits the limits
	 * @return a copy
	 */
	public RelaySettings withLimits(Limits newLimits) {
		return new RelaySettings(this.accessKeys, this.nodeId, this.basePath, this.access, newLimits, this.timeouts,
				this.reconnect, this.compression, this.capacity);
	}

	/**
	 * The same settings with other times.
	 * @param newTimeouts the times
	 * @return a copy
	 */
	public RelaySettings withTimeouts(Timeouts newTimeouts) {
		return new RelaySettings(this.accessKeys, this.nodeId, this.basePath, this.access, this.limits, newTimeouts,
				this.reconnect, this.compression, this.capacity);
	}

	/**
	 * The same settings with other limits of stateful reconnect.
	 * @param newReconnect the limits
	 * @return a copy
	 */
	public RelaySettings withReconnect(ReconnectSettings newReconnect) {
		return new RelaySettings(this.accessKeys, this.nodeId, this.basePath, this.access, this.limits, this.timeouts,
				newReconnect, this.compression, this.capacity);
	}

	/**
	 * The same settings with compression switched on or off.
	 * @param newCompression whether WebSockets of clients that offer it are compressed
	 * @return a copy
	 */
	public RelaySettings withCompression(boolean newCompression) {
		return new RelaySettings(this.accessKeys, this.nodeId, this.basePath, this.access, this.limits, this.timeouts,
				this.reconnect, newCompression, this.capacity);
	}

	/**
	 * The same settings with another capacity.
	 * @param newCapacity number of client connections that app servers are told, 0 for
	 * none
	 * @return a copy
	 */
	public RelaySettings withCapacity(int newCapacity) {
		return new RelaySettings(this.accessKeys, this.nodeId, this.basePath, this.access, this.limits, this.timeouts,
				this.reconnect, this.compression, newCapacity);
	}

	/**
	 * What of this is routing's concern.
	 * @return the settings of routing
	 */
	RoutingSettings routing() {
		return new RoutingSettings(this.nodeId, this.limits.groupsPerConnection(), this.limits.groupNameLength(),
				this.limits.serverBacklogBytes(), this.timeouts.clientResult(), this.timeouts.server(), this.capacity,
				this.limits.storedClaimsBytes(), this.limits.storedClaimsPerClientBytes());
	}

	private static void require(boolean condition, String message) {
		if (!condition) {
			throw new IllegalArgumentException(message);
		}
	}

	private static void requirePositive(String name, long value) {
		require(value > 0, name + ": " + value + " (expected: > 0)");
	}

	private static void requirePositive(String name, Duration value) {
		require(!value.isNegative() && !value.isZero(), name + ": " + value + " (expected: > 0)");
	}

	/**
	 * Who is let in.
	 *
	 * @param audience which audiences of tokens mean this relay; by default those that
	 * name the host of the request
	 * @param clockSkew how far the clocks of peers may be ahead; 5 minutes by default
	 * @param allowedOrigins origins of web pages that may connect, {@code *} for any,
	 * which is the default
	 * @param trustedProxies whose {@code X-Forwarded-For} is believed; nobody's by
	 * default
	 * @param transports transports that clients are offered, one at least; all by default
	 */
	public record Access(AudienceRule audience, Duration clockSkew, Set<String> allowedOrigins,
			TrustedProxies trustedProxies, Set<TransportType> transports) {

		/** The defaults. */
		public static final Access DEFAULT = new Access(AudienceRule.requestHostAnd(Set.of()),
				AccessTokenVerifier.DEFAULT_CLOCK_SKEW, Set.of("*"), TrustedProxies.NONE,
				EnumSet.allOf(TransportType.class));

		public Access {
			allowedOrigins = Set.copyOf(allowedOrigins);
			transports = Set.copyOf(transports);
			require(!transports.isEmpty(), "transports: none (expected: one at least)");
			require(!clockSkew.isNegative(), "clockSkew: " + clockSkew + " (expected: >= 0)");
		}

	}

	/**
	 * Sizes and counts.
	 *
	 * @param clientMessageBytes largest hub message of a client, separator or length
	 * prefix included; a larger one closes the connection. 32 KiB by default
	 * @param clientPendingBytes bytes that may wait for a slow client before it is cut. 1
	 * MiB by default
	 * @param serverMessageBytes largest message of an app server; a larger one closes the
	 * server connection. 16 MiB by default
	 * @param serverPendingBytes bytes that may wait for a slow app server before its
	 * connection is cut. 64 MiB by default
	 * @param clientConnections most client connections; more are answered 429. 10,000 by
	 * default
	 * @param negotiatedConnections most connections that were negotiated and are not
	 * there yet; more are answered 503. 10,000 by default
	 * @param groupsPerConnection most groups that one connection may be in. 128 by
	 * default
	 * @param groupNameLength most characters in the name of a group. 1,024 by default
	 * @param serverBacklogBytes bytes of all app servers' messages that may wait for
	 * event loops before app servers are no longer read. 64 MiB by default
	 * @param connectionsPerUser most connections of one user to one hub; more are
	 * answered 429. No limit by default, which is {@link Integer#MAX_VALUE}
	 * @param handshakesPerSecond most new connections in a second; more are answered 429.
	 * 1,000 by default
	 * @param clientUnsentBytes bytes for a client that the operating system may hold and
	 * not have sent, where it can be told so, beside those that wait in the relay; 0 to
	 * leave it to the operating system. 128 KiB by default
	 * @param storedClaimsBytes bytes that claims of clients may take which do not fit
	 * into their tokens; what app servers send beyond is dropped, and the client refused.
	 * 16 MiB by default
	 * @param storedClaimsPerClientBytes bytes that those of one client may take. 64 KiB
	 * by default
	 */
	public record Limits(int clientMessageBytes, long clientPendingBytes, int serverMessageBytes,
			long serverPendingBytes, int clientConnections, int negotiatedConnections, int groupsPerConnection,
			int groupNameLength, long serverBacklogBytes, int connectionsPerUser, int handshakesPerSecond,
			int clientUnsentBytes, long storedClaimsBytes, int storedClaimsPerClientBytes) {

		/** The defaults. */
		public static final Limits DEFAULT = new Limits(32 * 1024, 1024 * 1024, 16 * 1024 * 1024, 64L * 1024 * 1024,
				10_000, 10_000, 128, 1024, 64L * 1024 * 1024, Integer.MAX_VALUE, 1000, 128 * 1024, 16L * 1024 * 1024,
				64 * 1024);

		public Limits {
			requirePositive("clientMessageBytes", clientMessageBytes);
			requirePositive("clientPendingBytes", clientPendingBytes);
			requirePositive("serverMessageBytes", serverMessageBytes);
			requirePositive("serverPendingBytes", serverPendingBytes);
			requirePositive("clientConnections", clientConnections);
			requirePositive("negotiatedConnections", negotiatedConnections);
			requirePositive("groupsPerConnection", groupsPerConnection);
			requirePositive("groupNameLength", groupNameLength);
			requirePositive("serverBacklogBytes", serverBacklogBytes);
			requirePositive("connectionsPerUser", connectionsPerUser);
			requirePositive("handshakesPerSecond", handshakesPerSecond);
			requirePositive("storedClaimsBytes", storedClaimsBytes);
			requirePositive("storedClaimsPerClientBytes", storedClaimsPerClientBytes);
			require(clientUnsentBytes >= 0, "clientUnsentBytes: " + clientUnsentBytes + " (expected: >= 0)");
		}

	}

	/**
	 * Times.
	 *
	 * @param handshake time for the hub handshake where the client's token asks for no
	 * other. 15 s by default
	 * @param keepAlive silence towards a client after which it gets a ping. 15 s by
	 * default
	 * @param client silence of a client after which it counts as dead. 30 s by default
	 * @param send how long a client may take nothing of what waits for it. 10 s by
	 * default
	 * @param negotiated time between negotiation and connection. 15 s by default
	 * @param close time for a peer's answer to our close frame. 5 s by default
	 * @param sweep how often all these times are looked at. 1 s by default
	 * @param clientResult time that a client has to answer when its hub asks for a
	 * result. 10 minutes by default
	 * @param poll how long a poll waits for data before it is answered with none. 90 s by
	 * default
	 * @param disconnect how long a client may take from one poll to the next where its
	 * token sets no other limit. 15 s by default
	 * @param body how long the body of a request may bring next to nothing. 15 s by
	 * default
	 * @param server times of server connections
	 */
	public record Timeouts(Duration handshake, Duration keepAlive, Duration client, Duration send, Duration negotiated,
			Duration close, Duration sweep, Duration clientResult, Duration poll, Duration disconnect, Duration body,
			ServerConnectionTimes server) {

		/** The defaults. */
		public static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(15), Duration.ofSeconds(15),
				Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofSeconds(5),
				Duration.ofSeconds(1), Duration.ofMinutes(10), Duration.ofSeconds(90), Duration.ofSeconds(15),
				Duration.ofSeconds(15), ServerConnectionTimes.DEFAULTS);

		public Timeouts {
			requirePositive("handshake", handshake);
			requirePositive("keepAlive", keepAlive);
			requirePositive("client", client);
			requirePositive("send", send);
			requirePositive("negotiated", negotiated);
			requirePositive("close", close);
			requirePositive("sweep", sweep);
			requirePositive("clientResult", clientResult);
			requirePositive("poll", poll);
			requirePositive("disconnect", disconnect);
			requirePositive("body", body);
		}

	}

}
