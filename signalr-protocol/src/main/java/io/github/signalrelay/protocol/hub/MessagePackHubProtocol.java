// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.messagepack.MessagePackReader;
import io.github.signalrelay.protocol.messagepack.MessagePackWriter;

/**
 * The hub protocol {@code messagepack}: each message one MessagePack array behind its
 * length (hub protocol reference, section 5).
 * <p>
 * Arguments, items and results are bound by a {@link JsonMapper}, so annotations and
 * modules of the application hold here too. Beyond what JSON can say:
 * <ul>
 * <li>{@code byte[]} is a binary;</li>
 * <li>{@code Instant}, {@code OffsetDateTime}, {@code ZonedDateTime} and {@code Date} are
 * timestamps, unless the application chose a format for the property; the pair that .NET
 * sends for a {@code DateTimeOffset} is read as an {@code OffsetDateTime};</li>
 * <li>{@code float} keeps its 32 bits, integers take their shortest form;
 * {@code BigDecimal}, and a {@code BigInteger} of more than 64 bits, is text, so that
 * nothing is lost;</li>
 * <li>keys of maps that are not texts are read as texts and converted by the mapper;</li>
 * <li>a value of type {@link RawResult} keeps its bytes.</li>
 * </ul>
 * Names of properties are those of the mapper. Servers and clients of .NET write them as
 * declared there, in PascalCase, and by default read nothing else. To serve such clients,
 * give the mapper {@code PropertyNamingStrategies.UPPER_CAMEL_CASE}.
 * <p>
 * Values may be nested {@value MessagePackReader#MAX_DEPTH} deep. What a value may cost
 * is bounded by the length of its message, which is the caller's to limit.
 */
public final class MessagePackHubProtocol implements HubProtocol {

	private static final int EXPECTED_SIZE = 256;

	private final MessagePackMessageReader reader;

	private final MessagePackMessageWriter writer;

	/**
	 * Binds values by the settings that clients expect of a server without any of its
	 * own: property names as declared, read without regard to case, enums as their names,
	 * no conversion between strings and numbers.
	 */
	public MessagePackHubProtocol() {
		this(MessagePackValues.defaultMapper());
	}

	/**
	 * Binds values by the application's own settings.
	 * @param mapper what reads and writes arguments, items and results; is not changed
	 */
	public MessagePackHubProtocol(JsonMapper mapper) {
		MessagePackValues values = new MessagePackValues(mapper);
		this.reader = new MessagePackMessageReader(values);
		this.writer = new MessagePackMessageWriter(values);
	}

	@Override
	public String name() {
		return "messagepack";
	}

	@Override
	public TransferFormat transferFormat() {
		return TransferFormat.BINARY;
	}

	@Override
	public @Nullable HubMessage parse(ByteBuffer input, InvocationBinder binder) {
		HubMessage message = null;
		while (message == null) {
			int start = input.position();
			int end = (start < input.limit()) ? HubFraming.LENGTH_PREFIX.messageEnd(input, start)
					: HubFraming.INCOMPLETE;
			if (end == HubFraming.INCOMPLETE) {
				return null;
			}
			ByteBuffer body = input.duplicate().position(bodyStart(input, start)).limit(end);
			input.position(end);
			message = read(body, binder);
		}
		return message;
	}

	private static int bodyStart(ByteBuffer input, int start) {
		int index = start;
		while (input.get(index) < 0) {
			index++;
		}
		return index + 1;
	}

	private @Nullable HubMessage read(ByteBuffer body, InvocationBinder binder) {
		if (body.hasArray()) {
			int from = body.arrayOffset() + body.position();
			return this.reader.read(body.array(), from, from + body.remaining(), binder);
		}
		byte[] bytes = new byte[body.remaining()];
		body.get(bytes);
		return this.reader.read(bytes, 0, bytes.length, binder);
	}

	@Override
	public Payload write(HubMessage message) {
		MessagePackWriter body = MessagePackWriter.growing(EXPECTED_SIZE);
		this.writer.write(message, body);
		return Payload.wrap(body.toFramedByteArray());
	}

}
