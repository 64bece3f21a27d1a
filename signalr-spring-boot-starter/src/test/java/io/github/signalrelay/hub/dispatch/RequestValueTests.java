// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubDefinitionException;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.observation.HubObservations;
import io.github.signalrelay.hub.request.RequestValueArgumentResolver;
import io.github.signalrelay.hub.runtime.HubEnvironment;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Parameters from the request that opened the connection. */
class RequestValueTests {

	private final HubFixture fixture = fixture(RequestHub.class);

	private static HubFixture fixture(Class<?> hub) {
		RequestValueArgumentResolver resolver = new RequestValueArgumentResolver(
				ApplicationConversionService.getSharedInstance());
		return new HubFixture((options) -> options,
				(environment) -> new HubEnvironment(environment.options(), List.of(), environment.protocols(),
						environment.executor(), environment.scope(), List.of(), List.of(resolver),
						HubObservations.NONE),
				hub);
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	private TestClient connect(String query) {
		TestClient client = new TestClient(this.fixture, this.fixture.dispatcher(), this.fixture.link, "c", List.of(),
				TestClient.headers("X-Tenant", "blue", "X-Number", "7"), query);
		client.send("{\"protocol\":\"json\",\"version\":1}");
		client.awaitReceived("{}");
		return client;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "mixed | \"a\",true | \"a blue 7 red true\"", "several | | [\"x\",\"y\"]",
					"array | | [\"x\",\"y\"]", "numbers | | [1,2,3]", "date | | \"2026-11-22\"",
					"defaults | | \"none 5\"", "missing | | \"null Optional.empty []\"",
					"given | | \"red Optional[red]\"", "all | | \"blue red [x, y]\"" })
	void valuesAreSuppliedBetweenArguments(String method, String arguments, String result) {
		TestClient client = connect("?colour=red&tag=x&tag=y&n=1,2,3&day=22.11.2026");
		client.invoke("1", method, (arguments != null) ? arguments : "");
		client.awaitMessages(TestClient.resultOf("1", result));
	}

	@Test
	void aMissingValueFailsTheCallAndIsNamed() {
		TestClient client = connect("");
		client.invoke("1", "date", "");
		client.awaitMessages(TestClient.errorOf("1", "An unexpected error occurred invoking 'date' on the server. "
				+ "HubException: The query parameter 'day' of the connection is missing."));
	}

	@Test
	void aValueThatIsNotOfTheTypeFailsTheCallAndIsNotRepeated() {
		TestClient client = connect("?day=tomorrow");
		client.invoke("1", "date", "");
		client.awaitMessages(TestClient.errorOf("1", "An unexpected error occurred invoking 'date' on the server. "
				+ "HubException: The query parameter 'day' of the connection is not valid."));
	}

	@ParameterizedTest
	@ValueSource(classes = { PrimitiveHub.class })
	void aPrimitiveThatMayBeMissingIsRefusedAtStart(Class<?> hub) {
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> fixture(hub))
			.havingRootCause()
			.isInstanceOf(HubDefinitionException.class)
			.withMessageContaining("Parameter 1 of 'count' is a primitive, and its header 'X-Count' may be missing");
	}

	@Hub("request")
	static class RequestHub {

		@HubMethod
		String mixed(String first, @RequestHeader("x-tenant") String tenant, @RequestHeader("X-Number") int number,
				@RequestParam String colour, boolean last) {
			return first + " " + tenant + " " + number + " " + colour + " " + last;
		}

		@HubMethod
		List<String> several(@RequestParam("tag") List<String> tags) {
			return tags;
		}

		@HubMethod
		String[] array(@RequestParam("tag") String[] tags) {
			return tags;
		}

		@HubMethod
		List<Integer> numbers(@RequestParam List<Integer> n) {
			return n;
		}

		@HubMethod
		LocalDate date(@RequestParam @DateTimeFormat(pattern = "dd.MM.yyyy") LocalDate day) {
			return day;
		}

		@HubMethod
		String defaults(@RequestParam(defaultValue = "none") String other,
				@RequestHeader(name = "X-Other", defaultValue = "5") int number) {
			return other + " " + number;
		}

		@HubMethod
		String missing(@RequestParam @Nullable String other, @RequestHeader("X-Other") Optional<String> header,
				@RequestParam(name = "others", defaultValue = "") List<String> others) {
			return other + " " + header + " " + others;
		}

		@HubMethod
		String given(@RequestParam @Nullable String colour, @RequestParam("colour") Optional<String> again) {
			return colour + " " + again;
		}

		@HubMethod
		String all(@RequestHeader Map<String, String> headers, @RequestParam MultiValueMap<String, String> query) {
			return headers.get("X-TENANT") + " " + query.getFirst("colour") + " " + query.get("tag");
		}

	}

	@Hub("primitive")
	static class PrimitiveHub {

		@HubMethod
		int count(@RequestHeader(name = "X-Count", required = false) int count) {
			return count;
		}

	}

}
