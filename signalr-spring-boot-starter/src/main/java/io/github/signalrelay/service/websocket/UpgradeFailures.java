// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.websocket;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.NotSslRecordException;
import org.jspecify.annotations.Nullable;

/**
 * Says what an operator can do about one service connection that could not be opened
 * (service protocol reference, 1.3). Texts name hosts and ports; never tokens, keys, the
 * query of the address, or what a peer sent. The same trouble gives the same text.
 */
final class UpgradeFailures {

	private static final Pattern STATUS = Pattern.compile("[sS]tatus: (\\w+)");

	/** First byte of a TLS record with an alert or a handshake. */
	private static final int TLS_ALERT = 0x15;

	private static final int TLS_HANDSHAKE = 0x16;

	private final String target;

	private final boolean secure;

	private final @Nullable ServiceProxy proxy;

	private final RefusedUpgrade refused;

	/** Set by the event loop of the connection, and read by it. */
	private boolean tlsAnswer;

	/**
	 * Describes failures of one attempt.
	 * @param address address of the service, {@code ws} or {@code wss}
	 * @param token token that is sent
	 * @param proxy proxy on the way, or {@code null}
	 * @param clock tells the time of this machine
	 */
	UpgradeFailures(URI address, String token, @Nullable ServiceProxy proxy, Clock clock) {
		this.secure = "wss".equalsIgnoreCase(address.getScheme());
		this.target = address.getHost() + ":" + portOf(address);
		this.proxy = proxy;
		this.refused = new RefusedUpgrade(token, this.secure, clock);
	}

	static int portOf(URI address) {
		if (address.getPort() > 0) {
			return address.getPort();
		}
		return "wss".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
	}

	/**
	 * Notes the first byte that came from the service.
	 * @param value the byte
	 */
	void firstByte(int value) {
		this.tlsAnswer = !this.secure && (value == TLS_ALERT || value == TLS_HANDSHAKE);
	}

	/**
	 * Describes an exception.
	 * @param failure what was thrown
	 * @return sentences for a log
	 */
	String describe(Throwable failure) {
		Throwable cause = withoutWrapper(failure);
		if (cause instanceof WebSocketClientHandshakeException handshake && handshake.response() != null) {
			return this.tlsAnswer ? expectsTls() : this.refused.describe(handshake.response());
		}
		if (cause instanceof ProxyConnectException) {
			return proxyFailed(String.valueOf(cause.getMessage()));
		}
		if (cause instanceof UnknownHostException) {
			return notConnected("the name of the host cannot be resolved.")
					+ (onTheWay() ? " Check 'azure.signalr.proxy.host'."
							: " Check the endpoint of the connection string, and the DNS of this machine.");
		}
		if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
			return notConnected(reasonOf(cause));
		}
		if (cause instanceof SSLException) {
			return tlsFailed(cause);
		}
		boolean closed = cause instanceof ClosedChannelException
				|| (cause instanceof IOException && textOf(cause).contains("reset"));
		return closed ? closedEarly() : textOf(cause);
	}

	/**
	 * Text of an exception that needs no explanation.
	 * @param cause what was thrown
	 * @return its message, or its name if it has none
	 */
	static String textOf(Throwable cause) {
		String message = cause.getMessage();
		return (message != null) ? message : cause.getClass().getSimpleName();
	}

	/**
	 * Describes the end of the TCP connection before there was an answer.
	 * @return sentences for a log
	 */
	String closedEarly() {
		if (this.tlsAnswer) {
			return expectsTls();
		}
		return "The TCP connection to " + this.target + " was closed before there was an answer to the WebSocket"
				+ " upgrade. Check the port of the connection string, and whether its endpoint has to be "
				+ (this.secure ? "http." : "https.");
	}

	private String expectsTls() {
		return this.target + " expects TLS: the endpoint of the connection string has to be https.";
	}

	private String notConnected(String reason) {
		ServiceProxy by = this.proxy;
		return "Could not connect to " + ((by != null) ? "the proxy " + by.host() + ":" + by.port() : this.target)
				+ ": " + reason;
	}

	private String reasonOf(Throwable cause) {
		String check = onTheWay() ? " Check 'azure.signalr.proxy.host' and 'azure.signalr.proxy.port'."
				: " Check host and port of the connection string";
		if (cause instanceof ConnectTimeoutException) {
			return "there was no answer in time." + check + (onTheWay() ? "" : ", and firewalls on the way.");
		}
		if (String.valueOf(cause.getMessage()).contains("refused")) {
			return "the connection was refused, nothing listens there." + check
					+ (onTheWay() ? "" : ", and that the service runs.");
		}
		return "the host cannot be reached." + check + (onTheWay() ? "" : ", and the network of this machine.");
	}

	private String tlsFailed(Throwable cause) {
		if (cause instanceof NotSslRecordException) {
			return this.target + " does not speak TLS. Check the port of the connection string, and whether its"
					+ " endpoint has to be http.";
		}
		Throwable deepest = cause;
		while (deepest.getCause() != null) {
			deepest = deepest.getCause();
		}
		if (cause.getCause() instanceof CertificateException || deepest instanceof GeneralSecurityException) {
			return "The certificate of " + this.target + " is not trusted: " + deepest.getMessage()
					+ ". A private certificate authority is made known by 'azure.signalr.ssl.bundle'.";
		}
		return "TLS with " + this.target + " failed: " + cause.getMessage()
				+ ". Check the port of the connection string, and whether its endpoint has to be http.";
	}

	private String proxyFailed(String message) {
		Matcher matcher = STATUS.matcher(message);
		String status = matcher.find() ? matcher.group(1) : "";
		String told = "The " + this.proxy + " did not connect to " + this.target + (status.isEmpty()
				? ": " + message.substring(message.lastIndexOf(", ") + 1).strip() + "." : ", status " + status + ".");
		if ("407".equals(status) || message.contains("auth")) {
			return told + " Check 'azure.signalr.proxy.username' and 'azure.signalr.proxy.password'.";
		}
		return told + " Check that it lets this machine go there.";
	}

	private boolean onTheWay() {
		return this.proxy != null;
	}

	private static Throwable withoutWrapper(Throwable failure) {
		Throwable cause = failure;
		while ((cause instanceof DecoderException || cause instanceof CompletionException)
				&& !(cause instanceof NotSslRecordException) && cause.getCause() != null) {
			cause = cause.getCause();
		}
		return cause;
	}

}
