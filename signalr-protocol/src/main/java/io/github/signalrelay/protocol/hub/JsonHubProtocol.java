// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.json.JsonObjectReader;

/**
 * The hub protocol {@code json}: each message one JSON object and the byte 0x1E (hub
 * protocol reference, section 4).
 * <p>
 * The frame of a message is read strictly, whatever the mapper allows: UTF-8 without a
 * byte order mark, nested at most {@value JsonObjectReader#MAX_DEPTH} deep, property
 * names as they are. Arguments, items and results are bound by the mapper. A value of
 * type {@link RawResult} keeps its text. What a value may cost is bounded by the length
 * of its message, which is the caller's to limit.
 */
public final class JsonHubProtocol implements HubProtocol {

	private static final int EXPECTED_SIZE = 256;

	private final JsonValues values;

	private final JsonMessageReader reader;

	private final JsonMessageWriter writer;

	private final PlainMessageWriter plainWriter;

	/**
	 * Binds values by the settings that clients expect of a server without any of its
	 * own: camel-case property names, read without regard to case, {@code null} written,
	 * enums as numbers, dates as ISO 8601, no conversion between strings and numbers.
	 */
	public JsonHubProtocol() {
		this(JsonDefaults.mapper());
	}

	/**
	 * Binds values by the application's own settings.
	 * @param mapper what reads and writes arguments, items and results
	 */
	public JsonHubProtocol(JsonMapper mapper) {
		this.values = new JsonValues(mapper);
		this.reader = new JsonMessageReader(this.values);
		this.writer = new JsonMessageWriter(this.values);
		this.plainWriter = new PlainMessageWriter(this.values.writesTextsByItself(), this::writeAny);
	}

	@Override
	public String name() {
		return "json";
	}

	@Override
	public TransferFormat transferFormat() {
		return TransferFormat.TEXT;
	}

	@Override
	public @Nullable HubMessage parse(ByteBuffer input, InvocationBinder binder) {
		HubMessage message = null;
		while (message == null) {
			int end = HubFraming.RECORD_SEPARATOR.messageEnd(input, input.position());
			if (end == HubFraming.INCOMPLETE) {
				return null;
			}
			ByteBuffer text = input.duplicate().limit(end - 1);
			input.position(end);
			message = this.reader.read(text, binder);
		}
		return message;
	}

	@Override
	public Payload write(HubMessage message) {
		Payload plain = this.plainWriter.write(message);
		return (plain != null) ? plain : writeAny(message);
	}

	private Payload writeAny(HubMessage message) {
		ByteArrayOutputStream output = new ByteArrayOutputStream(EXPECTED_SIZE);
		try (JsonGenerator generator = this.values.mapper().createGenerator(output)) {
			this.writer.write(generator, message);
		}
		catch (JacksonException ex) {
			throw new HubProtocolException(
					"A value of a " + message.getClass().getSimpleName() + " message cannot be written as JSON.", ex);
		}
		output.write(HubFraming.SEPARATOR);
		return Payload.wrap(output.toByteArray());
	}

}
