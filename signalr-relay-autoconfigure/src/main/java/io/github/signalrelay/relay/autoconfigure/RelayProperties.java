// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.relay.identity.OidcIssuer;

/**
 * Settings of the relay, be it alone or embedded.
 *
 * @param enabled whether this application is a relay for app servers elsewhere
 * @param accessKeys comma-separated list of access keys that tokens may be signed with,
 * the primary one first; at random for each start when the relay is embedded
 * @param accessKeyFile file with an access key in each line, the primary one first, ahead
 * of those of 'signalr.relay.access-keys'. It is followed when it changes
 * @param accessKeyFileInterval time between two looks at the file of access keys
 * @param nodeId id of this relay node, at the beginning of the ids of its client
 * connections; at random for each start when missing
 * @param basePath path under which all paths of the relay lie, such as '/relay'
 * @param access who is let in
 * @param oidc app servers that show tokens of identity providers
 * @param limits sizes and counts
 * @param timeouts times
 * @param statefulReconnect limits of stateful reconnect, where hubs allow it
 * @param webSockets what concerns WebSockets of clients alone
 * @param capacity number of client connections that app servers are told this relay can
 * take, by which those with several relays share clients out; not told when missing
 * @param drainTime time over which clients are asked to reconnect when the relay stops
 */
@ConfigurationProperties("signalr.relay")
public record RelayProperties(@DefaultValue("false") boolean enabled, @DefaultValue List<String> accessKeys,
		@Nullable String accessKeyFile, @DefaultValue("10s") Duration accessKeyFileInterval, @Nullable String nodeId,
		@DefaultValue("") String basePath, @DefaultValue Access access, @DefaultValue Oidc oidc,
		@DefaultValue Limits limits, @DefaultValue Timeouts timeouts, @DefaultValue StatefulReconnect statefulReconnect,
		@DefaultValue WebSockets webSockets, @Nullable Integer capacity, @DefaultValue("2s") Duration drainTime) {

	/** Leaves the access keys out. */
	@Override
	public String toString() {
		return "RelayProperties[" + this.accessKeys.size() + " access keys, basePath=" + this.basePath + "]";
	}

	/**
	 * Who is let in.
	 *
	 * @param publicHosts comma-separated list of host names under which the relay is
	 * known to app servers and clients, beside the one that a request names
	 * @param anyHost whether tokens for any host are accepted, for relays behind proxies
	 * that rename them
	 * @param clockSkew difference between clocks that is accepted when tokens are checked
	 * @param allowedOrigins comma-separated list of origins of web pages that may
	 * connect, '*' for any
	 * @param trustedProxies comma-separated list of IP addresses and networks, such as
	 * '10.0.0.0/8', of proxies whose header X-Forwarded-For is believed
	 * @param transports comma-separated list of transports that clients are offered:
	 * 'web-sockets', 'server-sent-events', 'long-polling'
	 */
	public record Access(@DefaultValue Set<String> publicHosts, @DefaultValue("false") boolean anyHost,
			@DefaultValue("5m") Duration clockSkew, @DefaultValue("*") Set<String> allowedOrigins,
			@DefaultValue Set<String> trustedProxies, @DefaultValue( {
					"web-sockets", "server-sent-events", "long-polling" }) Set<TransportType> transports){
	}

	/**
	 * App servers that show tokens of identity providers in place of an access key.
	 *
	 * @param issuers OpenID Connect providers that are trusted, by any name; each has
	 * 'issuer-uri', and may have 'jwk-set-uri', 'audiences', 'permissions-claim',
	 * 'permissions' and 'granted'
	 */
	public record Oidc(@DefaultValue Map<String, Issuer> issuers) {

		/**
		 * An OpenID Connect provider.
		 *
		 * @param issuerUri what tokens name as their issuer, exactly; also where its
		 * discovery document is found
		 * @param jwkSetUri where its public keys are, if they are not to be found by
		 * discovery
		 * @param audiences tokens have to be for one of these
		 * @param permissionsClaim claim that tells what an app server may do; a dot leads
		 * into an object
		 * @param permissions data actions or roles of Azure SignalR Service by values of
		 * that claim, where the values are not such names themselves
		 * @param granted data actions or roles that every app server with a good token
		 * has
		 */
		public record Issuer(@Nullable String issuerUri, @Nullable String jwkSetUri,
				@DefaultValue(OidcIssuer.AZURE_AUDIENCE) Set<String> audiences,
				@DefaultValue(OidcIssuer.DEFAULT_PERMISSIONS_CLAIM) String permissionsClaim,
				@DefaultValue Map<String, Set<String>> permissions, @DefaultValue Set<String> granted) {
		}

	}

	/**
	 * Sizes and counts.
	 *
	 * @param clientMessageSize largest hub message of a client; a larger one closes the
	 * connection. 32 KB if not set, and in an application with hubs what the hub with the
	 * largest messages takes
	 * @param clientPendingSize data that may wait for a slow client before it is
	 * disconnected
	 * @param serverMessageSize largest message of an app server; a larger one closes the
	 * server connection
	 * @param serverPendingSize data that may wait for a slow app server before its
	 * connection is closed
	 * @param clientConnections number of client connections above which more are refused
	 * @param negotiatedConnections number of negotiated connections that have not arrived
	 * yet, above which more are refused
	 * @param groupsPerConnection number of groups that one connection may be in
	 * @param groupNameLength number of characters that the name of a group may have
	 * @param serverBacklogSize data of all app servers that may wait to be distributed
	 * before app servers are no longer read from
	 * @param connectionsPerUser number of connections of one user to one hub above which
	 * more are refused; no limit when missing
	 * @param handshakesPerSecond number of new client connections in a second above which
	 * more are refused
	 * @param clientUnsentSize data for a client that the operating system may hold and
	 * not have sent, beside what waits in the relay; on Linux only, 0 for no limit
	 * @param storedClaimsSize claims of clients that are kept because they do not fit
	 * into tokens, over all hubs; more are dropped and their clients refused
	 * @param storedClaimsPerClientSize claims of one client that are kept because they do
	 * not fit into its token; more are dropped and the client refused
	 */
	public record Limits(@Nullable DataSize clientMessageSize, @DefaultValue("1MB") DataSize clientPendingSize,
			@DefaultValue("16MB") DataSize serverMessageSize, @DefaultValue("64MB") DataSize serverPendingSize,
			@DefaultValue("10000") int clientConnections, @DefaultValue("10000") int negotiatedConnections,
			@DefaultValue("128") int groupsPerConnection, @DefaultValue("1024") int groupNameLength,
			@DefaultValue("64MB") DataSize serverBacklogSize, @Nullable Integer connectionsPerUser,
			@DefaultValue("1000") int handshakesPerSecond, @DefaultValue("128KB") DataSize clientUnsentSize,
			@DefaultValue("16MB") DataSize storedClaimsSize, @DefaultValue("64KB") DataSize storedClaimsPerClientSize) {
	}

	/**
	 * Times.
	 *
	 * @param handshake time that a client has for its handshake, unless its token says
	 * otherwise
	 * @param keepAlive time without data towards a client after which it gets a ping
	 * @param client time without data of a client after which it is disconnected
	 * @param send time that a client may take nothing of what waits for it
	 * @param negotiated time between a client's negotiation and its connection
	 * @param close time that a peer has to answer a close frame
	 * @param clientResult time that a client has to answer when its hub asks for a result
	 * @param poll time that a long poll waits for data before it is answered with none
	 * @param disconnect time that a client of long polling may take from one poll to the
	 * next, unless its token says otherwise
	 * @param body time in which the body of a client's request has to bring data
	 * @param migration time that an app server which stops has to finish what it does for
	 * a client before the client is moved to another one
	 * @param serverReplacement time that clients of a lost server connection wait for
	 * another one, where their app server allows that
	 */
	public record Timeouts(@DefaultValue("15s") Duration handshake, @DefaultValue("15s") Duration keepAlive,
			@DefaultValue("30s") Duration client, @DefaultValue("10s") Duration send,
			@DefaultValue("15s") Duration negotiated, @DefaultValue("5s") Duration close,
			@DefaultValue("10m") Duration clientResult, @DefaultValue("90s") Duration poll,
			@DefaultValue("15s") Duration disconnect, @DefaultValue("15s") Duration body,
			@DefaultValue("10s") Duration migration, @DefaultValue("10s") Duration serverReplacement) {
	}

	/**
	 * Limits of stateful reconnect, where hubs allow it.
	 *
	 * @param window time that a client may be away before its connection ends
	 * @param bufferSize size of the messages that wait for a client's acknowledgement
	 * above which its hub is asked to send less, unless the hub sets its own
	 * @param maximumBufferSize size of the messages that are kept for a client; while it
	 * is away its connection ends beyond that
	 */
	public record StatefulReconnect(@DefaultValue("15s") Duration window, @DefaultValue("100000B") DataSize bufferSize,
			@DefaultValue("512KB") DataSize maximumBufferSize) {
	}

	/**
	 * What concerns WebSockets of clients alone.
	 *
	 * @param compression whether messages are compressed for clients that offer it; not
	 * for data that mixes secrets with what strangers choose
	 */
	public record WebSockets(@DefaultValue("false") boolean compression) {
	}

}
