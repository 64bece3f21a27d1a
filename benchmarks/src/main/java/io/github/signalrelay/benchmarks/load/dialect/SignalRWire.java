// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.dialect;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.hub.Close;
import io.github.signalrelay.protocol.hub.Completion;
import io.github.signalrelay.protocol.hub.HandshakeProtocol;
import io.github.signalrelay.protocol.hub.HandshakeRequest;
import io.github.signalrelay.protocol.hub.HandshakeResponse;
import io.github.signalrelay.protocol.hub.HubMessage;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.HubProtocolException;
import io.github.signalrelay.protocol.hub.Invocation;
import io.github.signalrelay.protocol.hub.InvocationBinder;
import io.github.signalrelay.protocol.hub.JsonHubProtocol;
import io.github.signalrelay.protocol.hub.MessagePackHubProtocol;
import io.github.signalrelay.protocol.hub.Ping;
import io.github.signalrelay.protocol.hub.TransferFormat;

/**
 * SignalR's hub protocols. Messages are sent without invocation id, so that the server
 * does not answer them.
 */
final class SignalRWire implements Wire {

	private static final InvocationBinder STRINGS = InvocationBinder.ofResult(String.class);

	private final HubProtocol protocol;

	private final Framing framing;

	private final byte[] hello;

	private final byte[] ping;

	private final byte[] goodbye;

	private SignalRWire(HubProtocol protocol, Framing framing) {
		this.protocol = protocol;
		this.framing = framing;
		this.hello = HandshakeProtocol.writeRequest(new HandshakeRequest(protocol.name(), 1)).toByteArray();
		this.ping = protocol.write(Ping.INSTANCE).toByteArray();
		this.goodbye = protocol.write(new Close(null, false)).toByteArray();
	}

	static SignalRWire json() {
		return new SignalRWire(new JsonHubProtocol(), Framing.RECORD_SEPARATOR);
	}

	static SignalRWire messagePack() {
		return new SignalRWire(new MessagePackHubProtocol(), Framing.LENGTH_PREFIX);
	}

	@Override
	public Framing framing() {
		return Framing.RECORD_SEPARATOR;
	}

	@Override
	public boolean binary() {
		return this.protocol.transferFormat() == TransferFormat.BINARY;
	}

	@Override
	public void hello(Line line) {
		line.say(this.hello);
	}

	@Override
	public void control(Line line, byte[] data, int from, int to) {
		int start = (line.isReady() && binary()) ? from : startOfObject(data, from, to);
		ByteBuffer message = ByteBuffer.wrap(data, start, to - start);
		try {
			if (line.isReady()) {
				message(line, this.protocol.parse(message, STRINGS));
			}
			else {
				handshake(line, HandshakeProtocol.parseResponse(message));
			}
		}
		catch (HubProtocolException ex) {
			line.ended("the server sent what is no hub message: " + ex.getMessage());
		}
	}

	/** Skips the lines of server-sent events around a JSON message. */
	private static int startOfObject(byte[] data, int from, int to) {
		int at = from;
		while (at < to - 1 && data[at] != '{') {
			at++;
		}
		return at;
	}

	private void handshake(Line line, @Nullable HandshakeResponse response) {
		if (response == null || !response.isSuccess()) {
			line.ended("handshake refused: " + ((response != null) ? response.error() : "no answer"));
			return;
		}
		line.framing(this.framing);
		line.ready();
	}

	private static void message(Line line, @Nullable HubMessage message) {
		if (message instanceof Completion completion) {
			Object result = completion.result();
			line.answered(completion.invocationId(), (result != null) ? result.toString() : null, completion.error());
		}
		else if (message instanceof Close close) {
			line.ended("closed by the server: " + close.error());
		}
	}

	@Override
	public Envelope echo(int text) {
		return envelope("echo", text, Envelope.sampleText(text));
	}

	@Override
	public Envelope broadcast(int text) {
		return envelope("broadcast", text, Envelope.sampleText(text));
	}

	@Override
	public Envelope to(String method, String target, int text) {
		return envelope(method, text, target, Envelope.sampleText(text));
	}

	private Envelope envelope(String method, int text, Object... arguments) {
		return new Envelope(invocation(null, method, arguments), text);
	}

	@Override
	public byte[] call(String id, String method, String... arguments) {
		return invocation(id, method, (Object[]) arguments);
	}

	private byte[] invocation(@Nullable String id, String method, Object... arguments) {
		Invocation message = new Invocation(Map.of(), id, method, Arrays.asList(arguments), List.of());
		return this.protocol.write(message).toByteArray();
	}

	@Override
	public byte[] ping() {
		return this.ping;
	}

	@Override
	public byte[] goodbye() {
		return this.goodbye;
	}

}
