// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.connection;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.HubRequest;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.protocol.service.ServiceMessageReader;
import io.github.signalrelay.protocol.service.ServiceMessageWriter;

/**
 * A client's request in the bytes of the service protocol. The maps of a request take
 * several times the memory of all else that is kept of an idle client, and few hubs ask
 * for them; so they are made when somebody asks, and stay while somebody uses them. May
 * be used by any thread.
 */
final class PackedRequest {

	private final byte[] packed;

	private volatile @Nullable WeakReference<HubRequest> inUse;

	PackedRequest(OpenConnection message) {
		this.packed = ServiceMessageWriter
			.write(new OpenConnection("", List.of(), message.headers(), message.queryString(), null, ""));
	}

	/** The request, the same one as long as anybody has it. */
	HubRequest unpack() {
		WeakReference<HubRequest> known = this.inUse;
		HubRequest request = (known != null) ? known.get() : null;
		if (request == null) {
			request = read();
			this.inUse = new WeakReference<>(request);
		}
		return request;
	}

	private HubRequest read() {
		Unpacked unpacked = new Unpacked();
		new ServiceMessageReader(this.packed.length).read(ByteBuffer.wrap(this.packed), unpacked);
		if (unpacked.message == null) {
			throw new IllegalStateException("A request could not be unpacked");
		}
		return ForwardedRequest.read(unpacked.message);
	}

	private static final class Unpacked implements ServiceMessageReader.Handler {

		private @Nullable OpenConnection message;

		@Override
		public void onMessage(ServiceMessage read) {
			this.message = (OpenConnection) read;
		}

		@Override
		public void onUnknownType(int type) {
			throw new IllegalStateException("type: " + type + " (expected: " + OpenConnection.TYPE + ")");
		}

		@Override
		public void onInvalid(String problem) {
			throw new IllegalStateException(problem);
		}

	}

}
