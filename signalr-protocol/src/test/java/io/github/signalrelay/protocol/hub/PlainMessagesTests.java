// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

import io.github.signalrelay.protocol.Payload;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the short ways of {@link PlainCallReader} and {@link PlainMessageWriter}
 * lead where the long ones do.
 */
class PlainMessagesTests {

	private static final InvocationBinder TEXTS = new FixedBinder(List.of(String.class, String.class), String.class);

	private final JsonHubProtocol protocol = new JsonHubProtocol();

	/** Longer texts than this make a mapper leave the short way. */
	private final JsonHubProtocol longWay = new JsonHubProtocol(JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder().maxDocumentLength(100_000).build())
			.build())
		.build());

	@ParameterizedTest
	@ValueSource(strings = { "{'type':1,'target':'say','arguments':['a','b']}",
			"{'arguments':['a','b'],'invocationId':'7','target':'say','type':1}",
			"{'type':1,'target':'say','invocationId':'','arguments':['','']}",
			"{'type':1,'target':'säy','invocationId':'ü','arguments':['Grüße','漢字 😀']}" })
	void readsCallsOfTextsWithoutJackson(String json) {
		byte[] text = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
		Invocation read = PlainCallReader.read(text, 0, text.length, TEXTS);
		assertThat(read).isNotNull().isEqualTo(parse(this.longWay, json));
		assertThat(parse(this.protocol, json)).isEqualTo(read);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'type':1,'target':'say','arguments':['a\\n','b']}",
			"{'type':1, 'target':'say','arguments':['a','b']}", "{'type':6}",
			"{'type':11,'target':'say','arguments':['a','b']}",
			"{'type':1,'type':1,'target':'s','arguments':['a','b']}", "{'type':1,'target':'say','arguments':['a',1]}",
			"{'type':1,'target':'say','arguments':['a']}",
			"{'type':1,'target':'say','arguments':['a','b'],'streamIds':['1']}",
			"{'type':1,'target':'say','arguments':['a','b'],'headers':{'a':'b'}}",
			"{'type':1,'target':'say','arguments':['a','b',]}", "{'type':1,'target':'say','arguments':['a','b']",
			"{'type':1,'target':'say','arguments':['a','b']}}", "{'type':1,'target':'say','arguments':['a','b']},",
			"{'type':1,'target':'','arguments':['a','b']}", "{'type':1,'arguments':['a','b']}",
			"{'target':'say','arguments':['a','b']}", "{'type':1,'target':'say'}", "{}", "", "[", "{'type':1,",
			"{'type':1,'target':'say','arguments':['a\tb','b']}" })
	void leavesTheRest(String json) {
		byte[] text = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
		assertThat(PlainCallReader.read(text, 0, text.length, TEXTS)).isNull();
	}

	@Test
	void textsThatAreNotUtf8AreLeft() {
		byte[] text = "{\"type\":1,\"target\":\"say\",\"arguments\":[\"a?\",\"b\"]}".getBytes(StandardCharsets.UTF_8);
		text[indexOf(text, '?')] = (byte) 0xC3;
		assertThat(PlainCallReader.read(text, 0, text.length, TEXTS)).isNull();
	}

	@Test
	void aMapperThatReadsTextsInItsOwnWayIsAsked() {
		JsonMapper trimming = JsonMapper.builder()
			.addModule(new SimpleModule().addDeserializer(String.class, new Trimming()))
			.build();
		HubMessage read = parse(new JsonHubProtocol(trimming), "{'type':1,'target':'say','arguments':[' a ','b']}");
		assertThat(((Invocation) read).arguments()).isEqualTo(List.of("a", "b"));
	}

	@Test
	void writesPlainTextsAsJacksonDoes() {
		List<HubMessage> messages = List.of(call(null, "say"), call("", "say"), call("1", "say", "a"),
				call("1", "säy", "a"), call("1", "say", "a", "b c", ""), call("1", "say", "a/b", "ü", "\"", "\\", "\n"),
				call("1", "say", 5, "x"), new Completion(Map.of(), "1", null, true, "text"),
				new Completion(Map.of(), "1", null, true, "a\u007F</>&'"),
				new Completion(Map.of(), "1", null, false, null), new Completion(Map.of(), "1", null, true, null),
				new Completion(Map.of(), "1", "no", false, null),
				new Completion(Map.of("a", "b"), "1", null, true, "text"));
		JsonHubProtocol indented = new JsonHubProtocol(
				JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build());
		JsonHubProtocol plain = new JsonHubProtocol(JsonMapper.builder().build());
		for (HubMessage message : messages) {
			String text = plain.write(message).toUtf8String();
			assertThat(indented.write(message).toUtf8String().replaceAll("[ \n]", "")).isEqualTo(text.replace(" ", ""));
		}
		assertThat(plain.write(messages.get(2)).toUtf8String())
			.isEqualTo("{\"type\":1,\"invocationId\":\"1\",\"target\":\"say\",\"arguments\":[\"a\"]}\u001e");
	}

	@Test
	void aMapperThatWritesTextsInItsOwnWayIsAsked() {
		JsonMapper hiding = JsonMapper.builder()
			.addModule(new SimpleModule().addSerializer(String.class, new Hiding()))
			.build();
		assertThat(new JsonHubProtocol(hiding).write(call(null, "say", "secret", "a")).toUtf8String())
			.isEqualTo("{\"type\":1,\"target\":\"say\",\"arguments\":[\"***\",\"a\"]}\u001e");
		JsonMapper unquoted = JsonMapper.builder().disable(JsonWriteFeature.QUOTE_PROPERTY_NAMES).build();
		assertThat(new JsonHubProtocol(unquoted).write(call(null, "say", "a")).toUtf8String())
			.isEqualTo("{type:1,target:\"say\",arguments:[\"a\"]}\u001e");
	}

	private static Invocation call(@Nullable String id, String target, Object... arguments) {
		return new Invocation(Map.of(), id, target, List.of(arguments), List.of());
	}

	private static HubMessage parse(JsonHubProtocol protocol, String json) {
		Payload framed = Payload.utf8(json.replace('\'', '"') + "\u001e");
		HubMessage message = protocol.parse(ByteBuffer.wrap(framed.toByteArray()), TEXTS);
		assertThat(message).isNotNull();
		return message;
	}

	private static int indexOf(byte[] bytes, char wanted) {
		int index = 0;
		while (bytes[index] != wanted) {
			index++;
		}
		return index;
	}

	private static final class Trimming extends ValueDeserializer<String> {

		@Override
		public String deserialize(JsonParser parser, DeserializationContext context) {
			return parser.getString().trim();
		}

	}

	private static final class Hiding extends ValueSerializer<String> {

		@Override
		public void serialize(String value, JsonGenerator generator, SerializationContext context) {
			generator.writeString(value.equals("secret") ? "***" : value);
		}

	}

}
