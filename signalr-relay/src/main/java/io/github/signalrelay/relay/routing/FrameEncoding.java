// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.Objects;

import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.FramedMessageType;
import io.github.signalrelay.protocol.hub.HubFraming;
import io.github.signalrelay.protocol.service.Payloads;
import io.github.signalrelay.relay.transport.SharedFrame;

/**
 * The encodings in which a multicast may come, one for each hub protocol. One shared
 * frame fits all clients of one constant.
 */
enum FrameEncoding {

	/** Text, messages end with 0x1E. */
	JSON(0, "json"),

	/** Binary, messages have a length prefix. */
	MESSAGEPACK(1, "messagepack"),

	/** MessagePack of server-side Blazor. */
	BLAZORPACK(2, "blazorpack");

	private static final FrameEncoding[] ALL = values();

	private final int index;

	private final String protocol;

	private final HubFraming framing;

	private final boolean text;

	FrameEncoding(int index, String protocol) {
		this.index = index;
		this.protocol = protocol;
		this.framing = Objects.requireNonNull(HubFraming.of(protocol), protocol);
		this.text = this.framing == HubFraming.RECORD_SEPARATOR;
	}

	/** The constant for a client's protocol; null when no multicast can fit it. */
	static @Nullable FrameEncoding of(String protocol) {
		for (FrameEncoding encoding : ALL) {
			if (encoding.protocol.equalsIgnoreCase(protocol)) {
				return encoding;
			}
		}
		return null;
	}

	/** Place in arrays of {@link #count} elements. */
	int index() {
		return this.index;
	}

	static int count() {
		return ALL.length;
	}

	/** Frames the payload of this protocol; null when there is none. */
	@Nullable SharedFrame frame(Payloads payloads) {
		Payload payload = payloads.forProtocol(this.protocol);
		if (payload == null) {
			return null;
		}
		int messages = FramedMessageType.countTrackable(payload.asByteBuffer(), this.framing);
		return SharedFrame.webSocket(payload, this.text, ByteBufAllocator.DEFAULT, messages);
	}

}
