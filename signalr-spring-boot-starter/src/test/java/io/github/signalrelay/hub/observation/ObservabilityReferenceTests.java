// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.observation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.BeanUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tables of {@code docs/observability.md} are those of the code.
 */
class ObservabilityReferenceTests {

	private static final Path DOCUMENT = Path.of(System.getProperty("basedir", ""), "..", "docs", "observability.md");

	private static final Pattern SECTION = Pattern.compile("(?m)^### ");

	private static final Pattern OBSERVATION = Pattern.compile("(?m)^### `([a-z.]+)`");

	private static final Pattern KEY = Pattern.compile("(?m)^\\| `([a-z.]+)` \\| (low|high) \\|");

	private static final Pattern OUTCOME = Pattern.compile("(?m)^\\| `([A-Z]+)` \\|");

	private static final Pattern METER = Pattern
		.compile("(?m)^\\| `(signalr\\.hub[a-z.]+)` \\| ([a-z ]+) \\|([^|]*)\\|");

	private static String document() throws IOException {
		return Files.readString(DOCUMENT);
	}

	private static String name(HubObservationDocumentation observation) {
		ObservationConvention<? extends Observation.Context> convention = BeanUtils
			.instantiateClass(observation.getDefaultConvention());
		return String.valueOf(convention.getName());
	}

	@Test
	void everyObservationIsDescribed() throws IOException {
		assertThat(OBSERVATION.matcher(document()).results()).extracting((match) -> match.group(1))
			.containsExactlyElementsOf(
					Arrays.stream(HubObservationDocumentation.values()).map((value) -> name(value)).toList());
	}

	@ParameterizedTest
	@EnumSource
	void everyKeyIsDescribed(HubObservationDocumentation observation) throws IOException {
		String section = SECTION.splitAsStream(document())
			.filter((text) -> text.startsWith("`" + name(observation) + "`"))
			.findFirst()
			.orElseThrow();
		assertThat(section).contains("`HubObservationDocumentation." + observation.name() + "`");
		assertThat(KEY.matcher(section).results()).extracting((match) -> match.group(1) + " " + match.group(2))
			.containsExactlyElementsOf(Stream
				.concat(keys(observation.getLowCardinalityKeyNames(), "low"),
						keys(observation.getHighCardinalityKeyNames(), "high"))
				.toList());
	}

	private static Stream<String> keys(KeyName[] keys, String kind) {
		return Arrays.stream(keys).map((key) -> key.asString() + " " + kind);
	}

	@Test
	void everyOutcomeIsDescribed() throws IOException {
		assertThat(OUTCOME.matcher(document()).results()).extracting((match) -> match.group(1))
			.containsExactlyElementsOf(Arrays.stream(HubCallOutcome.values()).map(Enum::name).toList());
	}

	@Test
	void everyMeterIsDescribedWithItsKindAndTags() throws IOException {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		new ConnectionMeters(registry).connected("hub").accept(null);
		List<String> registered = registry.getMeters().stream().map(ObservabilityReferenceTests::describe).toList();
		assertThat(METER.matcher(document()).results())
			.extracting((row) -> row.group(1) + " " + row.group(2) + " " + row.group(3).strip().replace("`", ""))
			.containsExactlyInAnyOrderElementsOf(registered);
	}

	@Test
	void theExampleIsCompiled() throws IOException {
		Path source = DOCUMENT.resolveSibling(
				"../signalr-spring-boot-starter/src/test/java/io/github/signalrelay/hub/observation/TenantConvention.java");
		String text = Files.readString(source);
		assertThat(document()).contains("```java\n" + text.substring(text.indexOf("@Component")) + "```");
	}

	private static String describe(Meter meter) {
		String kind = (meter instanceof LongTaskTimer) ? "long task timer"
				: meter.getId().getType().name().toLowerCase(Locale.ROOT);
		return meter.getId().getName() + " " + kind + " "
				+ String.join(", ",
						Stream.of("hub", "exception")
							.filter((key) -> meter.getId().getTags().stream().map(Tag::getKey).anyMatch(key::equals))
							.toList());
	}

}
