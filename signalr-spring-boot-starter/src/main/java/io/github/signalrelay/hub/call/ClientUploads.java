// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.call;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.runtime.ErrorTexts;
import io.github.signalrelay.hub.stream.UploadStream;
import io.github.signalrelay.protocol.hub.Completion;
import io.github.signalrelay.protocol.hub.HubProtocolException;
import io.github.signalrelay.protocol.hub.StreamBindingFailure;
import io.github.signalrelay.protocol.hub.StreamItem;

/**
 * Upload streams of one client (hub protocol reference, section 10). When the buffer of
 * one is full, the client's messages wait. Owned by the serial queue of the connection.
 */
final class ClientUploads {

	private static final Logger logger = LoggerFactory.getLogger(ClientUploads.class);

	private final int capacity;

	private final ErrorTexts texts;

	private final Executor queue;

	private final Runnable proceed;

	private final Map<String, UploadStream> open = new HashMap<>();

	private @Nullable Blocked blocked;

	/**
	 * Creates the uploads of a client.
	 * @param capacity items that one stream may buffer
	 * @param texts texts for hub code
	 * @param queue serial queue of the connection
	 * @param proceed called on the queue when messages need no longer wait
	 */
	ClientUploads(int capacity, ErrorTexts texts, Executor queue, Runnable proceed) {
		this.capacity = capacity;
		this.texts = texts;
		this.queue = queue;
		this.proceed = proceed;
	}

	/**
	 * Opens the streams of a call.
	 * @param ids their ids, in order
	 * @param types types of their items
	 * @return the streams
	 * @throws HubException if an id is in use
	 */
	List<UploadStream> open(List<String> ids, List<Type> types) {
		if (ids.isEmpty()) {
			return List.of();
		}
		for (String id : ids) {
			if (this.open.containsKey(id)) {
				throw new HubException("Stream ID '" + id + "' is already in use.");
			}
		}
		if (new HashSet<>(ids).size() != ids.size()) {
			throw new HubException("A stream ID is given twice.");
		}
		List<UploadStream> streams = new ArrayList<>();
		for (int index = 0; index < ids.size(); index++) {
			UploadStream stream = new UploadStream(ids.get(index), types.get(index), this.capacity,
					() -> this.queue.execute(this::retry));
			this.open.put(stream.id(), stream);
			streams.add(stream);
		}
		return streams;
	}

	/**
	 * Type of a stream's items.
	 * @param id id of the stream
	 * @return the type, or {@code null} when there is no such stream
	 */
	@Nullable Type itemType(String id) {
		UploadStream stream = this.open.get(id);
		return (stream != null) ? stream.itemType() : null;
	}

	/**
	 * Whether an item waits, so that no further message may be read.
	 * @return {@code true} until the hub method reads or ends
	 */
	boolean isBlocked() {
		return this.blocked != null;
	}

	void item(StreamItem message) {
		UploadStream stream = this.open.get(message.invocationId());
		if (stream == null) {
			return;
		}
		if (message.item() == null) {
			fail(stream, new HubProtocolException("Streams cannot hold null. Use Optional."));
		}
		else if (!stream.offer(message.item())) {
			this.blocked = new Blocked(stream, message.item());
		}
	}

	void bindingFailed(StreamBindingFailure message) {
		UploadStream stream = this.open.get(message.invocationId());
		if (stream == null) {
			logger.debug("Ignored an item of an unknown stream");
			return;
		}
		logger.debug("An item of an upload does not fit: {}", message.cause().getMessage());
		fail(stream, message.cause());
	}

	private void fail(UploadStream stream, HubProtocolException cause) {
		this.open.remove(stream.id());
		// without its cause, which would quote the item where the failure is logged
		stream.fail(new HubException(this.texts.itemBindingFailed(cause)));
	}

	/**
	 * Ends a stream, if the message is about one.
	 * @param message the client's message
	 * @return whether it was about a stream
	 */
	boolean completed(Completion message) {
		UploadStream stream = this.open.remove(message.invocationId());
		if (stream == null) {
			return false;
		}
		if (message.error() != null) {
			stream.fail(new HubException(message.error()));
		}
		else {
			stream.complete();
		}
		return true;
	}

	/**
	 * The hub method has ended: nobody reads any more.
	 * @param streams its streams
	 */
	void close(List<UploadStream> streams) {
		for (UploadStream stream : streams) {
			this.open.remove(stream.id(), stream);
			stream.complete();
			Blocked waiting = this.blocked;
			if (waiting != null && waiting.stream() == stream) {
				this.blocked = null;
				this.queue.execute(this.proceed);
			}
		}
	}

	/** The connection has ended. */
	void end() {
		end(new CancellationException("The underlying connection was closed."));
	}

	/**
	 * Nothing more will come.
	 * @param error what the hub methods see
	 */
	void end(Exception error) {
		this.blocked = null;
		for (UploadStream stream : this.open.values()) {
			stream.fail(error);
		}
		this.open.clear();
	}

	private void retry() {
		Blocked waiting = this.blocked;
		if (waiting != null && waiting.stream().offer(waiting.item())) {
			this.blocked = null;
			this.proceed.run();
		}
	}

	/** An item for which there is no room. */
	private record Blocked(UploadStream stream, Object item) {

	}

}
