// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.io.Serial;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import io.github.signalrelay.protocol.Payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link JsonHubProtocol} beyond what the vectors say.
 */
class JsonHubProtocolTests {

	private final JsonHubProtocol protocol = new JsonHubProtocol();

	@Test
	void isATextProtocol() {
		assertThat(this.protocol.name()).isEqualTo("json");
		assertThat(this.protocol.transferFormat()).isSameAs(TransferFormat.TEXT);
	}

	@Test
	void severalMessagesInOneBufferAreReadOneByOne() {
		ByteBuffer input = bytes("{\"type\":6}\u001e{\"type\":8,\"sequenceId\":3}\u001e{\"type\":9");
		assertThat(parse(input, FixedBinder.ANY)).isEqualTo(Ping.INSTANCE);
		assertThat(parse(input, FixedBinder.ANY)).isEqualTo(new Ack(3));
		int rest = input.position();
		assertThat(parse(input, FixedBinder.ANY)).isNull();
		assertThat(input.position()).isEqualTo(rest);
	}

	@Test
	void readsFromTheMiddleOfAnArrayAndFromBuffersWithoutOne() {
		String text = "{\"arguments\":[\"x\"],\"target\":\"say\",\"type\":1}\u001e";
		byte[] framed = ("junk" + text + "junk").getBytes(StandardCharsets.UTF_8);
		ByteBuffer middle = ByteBuffer.wrap(framed, 2, framed.length - 2).slice().position(2).limit(2 + text.length());
		ByteBuffer direct = ByteBuffer.allocateDirect(framed.length).put(framed).position(4).limit(4 + text.length());
		Invocation expected = new Invocation(Map.of(), null, "say", List.of("x"), List.of());
		assertThat(parse(middle, FixedBinder.ANY)).isEqualTo(expected);
		assertThat(parse(direct, FixedBinder.ANY)).isEqualTo(expected);
		assertThat(parse(middle.position(2).asReadOnlyBuffer(), FixedBinder.ANY)).isEqualTo(expected);
	}

	@Test
	void valuesBindToGenericTypes() {
		Type type = new TypeReference<Map<String, List<Person>>>() {
		}.getType();
		HubMessage message = parse(
				bytes("{\"type\":1,\"arguments\":[{\"a\":[{\"NAME\":\"Ada\"}]}],\"target\":\"t\"}\u001e"),
				new FixedBinder(List.of(type), null));
		assertThat(message).isEqualTo(
				new Invocation(Map.of(), null, "t", List.of(Map.of("a", List.of(new Person("Ada")))), List.of()));
	}

	@Test
	void valuesBindByTheMapperOfTheApplication() {
		JsonMapper lenient = JsonMapper.builder()
			.enable(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
			.enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
			.enable(SerializationFeature.INDENT_OUTPUT)
			.build();
		JsonHubProtocol lenientProtocol = new JsonHubProtocol(lenient);
		// a peer gets no advantage from a lenient mapper
		assertThatExceptionOfType(HubProtocolException.class)
			.isThrownBy(() -> lenientProtocol.parse(bytes("{type:6}\u001e"), FixedBinder.ANY))
			.withMessage("Error reading JSON.");
		assertThatExceptionOfType(HubProtocolException.class)
			.isThrownBy(() -> lenientProtocol.parse(bytes("{\"type\":2,\"invocationId\":\"1\",\"item\":{a:1}}\u001e"),
					FixedBinder.ANY))
			.withMessage("Error reading JSON.");
	}

	@Test
	void anExceptionOfTheApplicationsClassIsABindingFailure() {
		HubMessage message = parse(bytes("{\"type\":1,\"target\":\"t\",\"arguments\":[{\"value\":1}]}\u001e"),
				new FixedBinder(List.of(Picky.class), null));
		assertThat(message).isInstanceOfSatisfying(InvocationBindingFailure.class,
				(failure) -> assertThat(failure.cause()).hasRootCauseInstanceOf(PickyException.class));
	}

	@Test
	void aConversionThatFailsDoesNotStopTheNextMessage() {
		ByteBuffer input = bytes("{\"type\":1,\"target\":\"t\",\"arguments\":[[[\"x\"]]]}\u001e{\"type\":6}\u001e");
		assertThat(parse(input, new FixedBinder(List.of(int.class), null)))
			.isInstanceOf(InvocationBindingFailure.class);
		assertThat(parse(input, FixedBinder.ANY)).isEqualTo(Ping.INSTANCE);
	}

	@Test
	void resultErrorNamesTypesOfTheApplication() {
		HubMessage message = parse(bytes("{\"type\":3,\"invocationId\":\"1\",\"result\":3}\u001e"),
				new FixedBinder(null, Person.class));
		assertThat(message).isInstanceOfSatisfying(Completion.class, (completion) -> assertThat(completion.error())
			.startsWith("Error trying to deserialize result to Person. "));
	}

	@Test
	void rawValuesPassThroughUnchanged() {
		for (String value : List.of("{ \"b\" : [1, 2.50, \"\\u00e9\"] }", "45", "-1.0e5", "\"text\"", "null", "true",
				"[]")) {
			byte[] framed = ("{\"type\":3,\"result\": " + value + " ,\"invocationId\":\"1\"}\u001e")
				.getBytes(StandardCharsets.UTF_8);
			HubMessage message = parse(ByteBuffer.wrap(framed), new FixedBinder(null, RawResult.class));
			assertThat(message)
				.isEqualTo(new Completion(Map.of(), "1", null, true, new RawResult(Payload.utf8(value))));
			Arrays.fill(framed, (byte) 0);
			assertThat(this.protocol.write(Objects.requireNonNull(message)).toUtf8String())
				.isEqualTo("{\"type\":3,\"invocationId\":\"1\",\"result\":" + value + "}\u001e");
		}
	}

	@Test
	void rawArgumentsPassThroughUnchanged() {
		HubMessage message = parse(
				bytes("{\"type\":1,\"arguments\":[ {\"a\": 1} , \"x\", 2.0],\"target\":\"t\"}\u001e"),
				new FixedBinder(List.of(RawResult.class, RawResult.class, RawResult.class), null));
		assertThat(message).isEqualTo(
				new Invocation(Map.of(), null, "t", List.of(raw("{\"a\": 1}"), raw("\"x\""), raw("2.0")), List.of()));
	}

	private static RawResult raw(String json) {
		return new RawResult(Payload.utf8(json));
	}

	@Test
	void aLoneSurrogateDoesNotStopAnAnswer() {
		String echo = this.protocol.write(new Completion(Map.of(), "\ud800", "no method \udc00x", false, null))
			.toUtf8String();
		assertThat(echo).startsWith("{\"type\":3,").endsWith("}\u001e");
	}

	@Test
	void emptyErrorGivesWayToNothing() {
		assertThat(this.protocol.write(new Completion(Map.of(), "1", "", false, null)).toUtf8String())
			.isEqualTo("{\"type\":3,\"invocationId\":\"1\"}\u001e");
	}

	@Test
	void payloadDefaults() {
		Object[] values = { Color.GREEN, 1.5, 2.0, -0.5f, 1e300, 9007199254740993L, new byte[] { 1, 2, 3 },
				"é/<&'\ud83d\ude00", Map.of("KeepCase", 1) };
		String written = this.protocol.write(new Invocation(Map.of(), null, "t", Arrays.asList(values), List.of()))
			.toUtf8String();
		assertThat(written).isEqualTo("{\"type\":1,\"target\":\"t\",\"arguments\":[1,1.5,2,-0.5,1.0E300,"
				+ "9007199254740993,\"AQID\",\"é/<&'\ud83d\ude00\",{\"KeepCase\":1}]}\u001e");
	}

	@Test
	void aValueThatCannotBeWrittenIsTold() {
		assertThatExceptionOfType(HubProtocolException.class)
			.isThrownBy(() -> this.protocol.write(new StreamItem(Map.of(), "1", new Broken())))
			.withMessage("A value of a StreamItem message cannot be written as JSON.");
	}

	@Test
	void bindingFailuresAreNotWritten() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.protocol.write(new StreamBindingFailure("1", new HubProtocolException("x"))));
	}

	private @Nullable HubMessage parse(ByteBuffer input, InvocationBinder binder) {
		return this.protocol.parse(input, binder);
	}

	private static ByteBuffer bytes(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	record Person(String name) {
	}

	enum Color {

		RED, GREEN

	}

	record Picky(int value) {

		Picky {
			throw new PickyException();
		}

	}

	static class PickyException extends RuntimeException {

		@Serial
		private static final long serialVersionUID = 1L;

	}

	public static class Broken {

		public String getValue() {
			throw new PickyException();
		}

	}

}
