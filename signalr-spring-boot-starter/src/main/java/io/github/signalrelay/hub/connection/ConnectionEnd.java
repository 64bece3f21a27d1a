// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.connection;

import java.util.concurrent.CancellationException;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.runtime.ErrorTexts;
import io.github.signalrelay.protocol.hub.Close;

/**
 * How a client connection ends, with what the three sides learn of it. The table is that
 * of the hub protocol reference, section 13.
 *
 * @param close what the client is told, or {@code null} for nothing
 * @param tellService whether the service is asked to end the connection: not when the end
 * came from there
 * @param error what the disconnect callback is given
 */
public record ConnectionEnd(@Nullable Close close, boolean tellService, @Nullable Throwable error) {

	/** Hub code aborted the connection. */
	static final ConnectionEnd ABORTED = new ConnectionEnd(new Close(null, false), true, null);

	/** The application stops. */
	public static final ConnectionEnd SHUTDOWN = new ConnectionEnd(new Close(null, true), true, null);

	/** The client's transport ended, or its service connection, or the relay. */
	public static final ConnectionEnd GONE = new ConnectionEnd(null, false, null);

	/** The handshake failed; its response told the client. */
	static final ConnectionEnd REFUSED = new ConnectionEnd(null, true, null);

	static ConnectionEnd closedByClient(@Nullable String error) {
		return new ConnectionEnd(new Close(null, false), true, (error != null) ? new HubException(error) : null);
	}

	static ConnectionEnd connectFailed(Throwable error, ErrorTexts texts) {
		return new ConnectionEnd(new Close(texts.connectionFailed(error), false), true, error);
	}

	static ConnectionEnd failed(Throwable error, ErrorTexts texts) {
		return new ConnectionEnd(new Close(texts.connectionFailed(error), true), true, error);
	}

	static ConnectionEnd timedOut(ErrorTexts texts) {
		return failed(new CancellationException(
				"Client hasn't sent a message/ping within the configured ClientTimeoutInterval."), texts);
	}

	/** The transport ended inside a message: nobody is left to be told. */
	static ConnectionEnd truncated(Throwable error) {
		return new ConnectionEnd(null, false, error);
	}

}
