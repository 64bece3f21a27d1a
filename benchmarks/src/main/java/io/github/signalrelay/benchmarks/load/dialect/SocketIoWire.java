// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.dialect;

import java.nio.charset.StandardCharsets;

/**
 * Socket.IO 5 packets in Engine.IO 4 packets: {@code 0} opens the transport, {@code 40}
 * connects to the main namespace, {@code 42} is an event, {@code 2} a ping, {@code 3} its
 * answer.
 */
final class SocketIoWire implements Wire {

	private static final byte[] CONNECT = ascii("40");

	private static final byte[] PONG = ascii("3");

	private static final byte[] DISCONNECT = ascii("41");

	@Override
	public Framing framing() {
		return Framing.UNIT;
	}

	@Override
	public String query() {
		return "?EIO=4&transport=websocket";
	}

	@Override
	public void hello(Line line) {
		// the server speaks first
	}

	@Override
	public void control(Line line, byte[] data, int from, int to) {
		char engine = (char) data[from];
		char socket = (to - from > 1) ? (char) data[from + 1] : ' ';
		if (engine == '2') {
			line.say(PONG);
		}
		else if (engine == '0') {
			line.say(CONNECT);
		}
		else if (engine == '4' && socket == '0' && !line.isReady()) {
			line.ready();
		}
		else if (engine == '1' || (engine == '4' && (socket == '1' || socket == '4'))) {
			line.ended("Socket.IO packet " + text(data, from, Math.min(to, from + 200)));
		}
	}

	private static String text(byte[] data, int from, int to) {
		return new String(data, from, to - from, StandardCharsets.UTF_8);
	}

	@Override
	public Envelope echo(int text) {
		return event("echo", text);
	}

	@Override
	public Envelope broadcast(int text) {
		return event("broadcast", text);
	}

	private static Envelope event(String name, int text) {
		return new Envelope(ascii("42[\"" + name + "\",\"" + Envelope.sampleText(text) + "\"]"), text);
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	@Override
	public byte[] goodbye() {
		return DISCONNECT;
	}

}
