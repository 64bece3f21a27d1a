// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.Objects;

import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.FramedMessageType;
import io.github.signalrelay.protocol.hub.HubFraming;
import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.protocol.service.Payloads;
import io.github.signalrelay.relay.transport.SharedFrame;

/**
 * The encodings in which a multicast may come, one for each hub protocol on each kind of
 * transport that can carry it. One shared frame fits all clients of one constant.
 */
enum FrameEncoding {

	/** Text, messages end with 0x1E. */
	JSON_WEB_SOCKET("json", TransportType.WEB_SOCKETS),

	/** The same as events of an event stream. */
	JSON_EVENT("json", TransportType.SERVER_SENT_EVENTS),

	/** The same in bodies of polls. */
	JSON_POLL("json", TransportType.LONG_POLLING),

	/** Binary, messages have a length prefix. */
	MESSAGEPACK_WEB_SOCKET("messagepack", TransportType.WEB_SOCKETS),

	/** The same in bodies of polls. */
	MESSAGEPACK_POLL("messagepack", TransportType.LONG_POLLING),

	/** MessagePack of server-side Blazor. */
	BLAZORPACK_WEB_SOCKET("blazorpack", TransportType.WEB_SOCKETS),

	/** The same in bodies of polls. */
	BLAZORPACK_POLL("blazorpack", TransportType.LONG_POLLING);

	private static final FrameEncoding[] ALL = values();

	private final String protocol;

	private final TransportType transport;

	FrameEncoding(String protocol, TransportType transport) {
		this.protocol = protocol;
		this.transport = transport;
	}

	/** The constant for a client; null when no multicast can fit it. */
	static @Nullable FrameEncoding of(String protocol, TransportType transport) {
		for (FrameEncoding encoding : ALL) {
			if (encoding.transport == transport && encoding.protocol.equalsIgnoreCase(protocol)) {
				return encoding;
			}
		}
		return null;
	}

	/** Place in arrays of {@link #count} elements. */
	int index() {
		return ordinal();
	}

	static int count() {
		return ALL.length;
	}

	/** The payload of this protocol; null when there is none. */
	@Nullable Payload payload(Payloads payloads) {
		return payloads.forProtocol(this.protocol);
	}

	/** Frames the payload of this protocol; null when there is none. */
	@Nullable SharedFrame frame(Payloads payloads) {
		Payload payload = payload(payloads);
		return (payload != null) ? frame(payload) : null;
	}

	/** Frames a payload of this protocol. */
	SharedFrame frame(Payload payload) {
		return frame(payload, SharedFrame.FOR_MANY);
	}

	private SharedFrame frame(Payload payload, ByteBufAllocator allocator) {
		return switch (this.transport) {
			case WEB_SOCKETS -> webSocket(payload, allocator);
			case SERVER_SENT_EVENTS -> SharedFrame.serverSentEvent(payload, allocator);
			case LONG_POLLING -> SharedFrame.longPolling(payload, allocator);
		};
	}

	/** Only WebSockets know stateful reconnect, which has to count. */
	private SharedFrame webSocket(Payload payload, ByteBufAllocator allocator) {
		HubFraming framing = Objects.requireNonNull(HubFraming.of(this.protocol), this.protocol);
		return SharedFrame.webSocket(payload, framing == HubFraming.RECORD_SEPARATOR, allocator,
				FramedMessageType.countTrackable(payload.asByteBuffer(), framing));
	}

}
