// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.websocket;

import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;

import com.nimbusds.jwt.JWTParser;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.token.AccessTokenIssuer;

/**
 * What an answer other than 101 to the upgrade of a service connection may mean (service
 * protocol reference, 1.3). The texts hold the status and nothing else of the answer.
 *
 * @param token token that was sent
 * @param secure whether the connection has TLS
 * @param clock tells the time of this machine
 */
record RefusedUpgrade(String token, boolean secure, Clock clock) {

	/** Netty's status of an answer that is no HTTP. */
	static final int NOT_HTTP = 999;

	/** A smaller difference may come from a slow network. */
	private static final Duration NOTABLE_SKEW = Duration.ofSeconds(30);

	String describe(HttpResponse response) {
		int status = response.status().code();
		if (status == NOT_HTTP) {
			return "What answers is no web server." + checkPort();
		}
		return "The service answered the WebSocket upgrade with status " + status + "." + switch (status) {
			case 400 -> this.secure ? "" : " A web server that expects TLS answers so: check whether the endpoint of"
					+ " the connection string has to be https.";
			case 401 -> unauthorized(response);
			case 403 -> " It knows this app server and does not let it in: check its network rules and the permissions"
					+ " of the identity." + skew(response);
			case 404, 405, 426 ->
				" Check that the endpoint of the connection string, with its port, is a SignalR" + " service.";
			case 407 -> " A proxy on the way asks for a user: set 'azure.signalr.proxy.host' and the properties beside"
					+ " it.";
			case 429 -> " It has as many connections or requests as it takes.";
			case 502, 504 -> " A proxy in front of the service does not reach it.";
			case 503 -> " The service takes no connections now.";
			default -> (status < 400) ? " Check that the endpoint of the connection string, with its scheme and port,"
					+ " is the address of the service itself." : "";
		};
	}

	private String checkPort() {
		return " Check the port of the connection string"
				+ (this.secure ? "." : ", and whether its endpoint has to be https.");
	}

	private String unauthorized(HttpResponse response) {
		String skew = skew(response);
		String clocks = skew.isEmpty() && clockOf(response) == null ? " Check that the clocks agree." : skew;
		if (isOfAccessKey()) {
			return " It does not accept the token. Check that the access key of the connection string is one of the"
					+ " service's, and that its endpoint is the address the service goes by." + clocks;
		}
		return " It does not accept the token of the identity. Check that the identity has the role 'SignalR App"
				+ " Server' for the service, and that it is of the service's tenant." + clocks;
	}

	private String skew(HttpResponse response) {
		Date theirs = clockOf(response);
		if (theirs == null) {
			return "";
		}
		Duration ahead = Duration.between(theirs.toInstant(), this.clock.instant());
		if (ahead.abs().compareTo(NOTABLE_SKEW) < 0) {
			return "";
		}
		return " The clock of this machine is " + rounded(ahead.abs()) + (ahead.isNegative() ? " behind" : " ahead of")
				+ " the service's: tokens count as expired, or as not valid yet.";
	}

	/** Few words, and the same ones in attempts that follow one another. */
	private static String rounded(Duration duration) {
		if (duration.compareTo(Duration.ofMinutes(2)) < 0) {
			return Math.round(duration.toSeconds() / 10.0) * 10 + " s";
		}
		long minutes = Math.round(duration.toSeconds() / 60.0);
		return (minutes < 120) ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
	}

	private static @Nullable Date clockOf(HttpResponse response) {
		String date = response.headers().get(HttpHeaderNames.DATE);
		return (date != null) ? DateFormatter.parseHttpDate(date) : null;
	}

	/** Older issuers leave their name out, identity providers never do. */
	private boolean isOfAccessKey() {
		try {
			String issuer = JWTParser.parse(this.token).getJWTClaimsSet().getIssuer();
			return issuer == null || issuer.equals(AccessTokenIssuer.ISSUER);
		}
		catch (ParseException ex) {
			return true; // not a token of an identity in any case
		}
	}

	/** Leaves the token out. */
	@Override
	public String toString() {
		return "RefusedUpgrade[secure=" + this.secure + "]";
	}

}
