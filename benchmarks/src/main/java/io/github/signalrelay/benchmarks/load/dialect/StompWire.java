// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.dialect;

import java.nio.charset.StandardCharsets;

/**
 * STOMP 1.2. Brokers may handle a subscription after what was sent behind it, and
 * Spring's gives no receipt for one. So a client is ready when an echo has come back,
 * which is tried again until it does, and its subscription to all is proven by a roll
 * call.
 */
final class StompWire implements Wire {

	private static final String ROLL_CALL = "roll-call";

	private static final byte[] CONNECT = frame("CONNECT", "accept-version:1.2\nhost:localhost\nheart-beat:0,0", "");

	private static final byte[] SUBSCRIBE_ALL = frame("SUBSCRIBE", "id:all\ndestination:/topic/all", "");

	private static final byte[] SUBSCRIBE_ECHO = frame("SUBSCRIBE", "id:echo\ndestination:/user/queue/echo", "");

	private static final byte[] PROBE = send("/app/echo", "probe");

	private static final byte[] CALL = send("/topic/all", ROLL_CALL);

	private static final byte[] DISCONNECT = frame("DISCONNECT", "receipt:bye", "");

	@Override
	public Framing framing() {
		return Framing.ZERO;
	}

	@Override
	public String subProtocol() {
		return "v12.stomp";
	}

	@Override
	public void hello(Line line) {
		line.say(CONNECT);
	}

	@Override
	public void again(Line line) {
		line.say(PROBE);
	}

	@Override
	public void control(Line line, byte[] data, int from, int to) {
		String frame = new String(data, from, to - from, StandardCharsets.UTF_8).stripLeading();
		if (frame.startsWith("CONNECTED")) {
			line.say(SUBSCRIBE_ALL);
			line.say(SUBSCRIBE_ECHO);
			line.say(PROBE);
		}
		else if (frame.startsWith("MESSAGE")) {
			message(line, frame);
		}
		else if (frame.startsWith("ERROR")) {
			line.ended("STOMP " + frame.substring(0, Math.min(frame.length(), 200)));
		}
	}

	private static void message(Line line, String frame) {
		if (frame.contains(ROLL_CALL)) {
			line.present();
		}
		else if (!line.isReady()) {
			line.ready();
		}
	}

	@Override
	public Envelope echo(int text) {
		return new Envelope(send("/app/echo", Envelope.sampleText(text)), text);
	}

	@Override
	public Envelope broadcast(int text) {
		return new Envelope(send("/topic/all", Envelope.sampleText(text)), text);
	}

	@Override
	public byte[] rollCall() {
		return CALL;
	}

	@Override
	public byte[] goodbye() {
		return DISCONNECT;
	}

	private static byte[] send(String destination, String body) {
		return frame("SEND",
				"destination:" + destination + "\ncontent-type:text/plain\ncontent-length:" + body.length(), body);
	}

	private static byte[] frame(String command, String headers, String body) {
		return (command + "\n" + headers + "\n\n" + body + "\0").getBytes(StandardCharsets.US_ASCII);
	}

}
