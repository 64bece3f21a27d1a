// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.docs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.signalrelay.tests.Requirements;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tables of {@code docs/configuration.md} are those of the metadata in the jars.
 * After a change of properties, copy the table that the failing test has written to
 * {@code target/}.
 */
class ConfigurationReferenceTests {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	/** Every actuator endpoint has these; Spring Boot tells what they mean. */
	private static final String OF_ACTUATOR = "management.endpoint.";

	private static final String DOCUMENT = "docs/configuration.md";

	private static final List<String> PREFIXES = List.of("azure.signalr.", "signalr.hub.", "signalr.hubs",
			"signalr.relay.", "management.endpoint.");

	@ParameterizedTest
	@ValueSource(
			strings = { "azure.signalr.", "signalr.hub.", "signalr.hubs", "signalr.relay.", "management.endpoint." })
	void tablesAreThoseOfTheMetadata(String prefix) throws IOException {
		String table = properties().entrySet()
			.stream()
			.filter((property) -> property.getKey().startsWith(prefix))
			.map((property) -> row(property.getKey(), property.getValue()))
			.collect(Collectors.joining("\n", "| property | default | meaning |\n|---|---|---|\n", "\n"));
		Path written = Requirements.moduleFolder().resolve("target/configuration-" + prefix + "md");
		Files.writeString(written, table);
		assertThat(Documents.read(DOCUMENT)).as("table in " + written).contains("\n" + table);
	}

	@Test
	void everyPropertyHasATable() throws IOException {
		assertThat(properties().keySet()).filteredOn((name) -> !name.startsWith(OF_ACTUATOR))
			.allMatch((name) -> PREFIXES.stream().anyMatch(name::startsWith));
	}

	@Test
	void everyPropertyHasAnEarnestDescription() throws IOException {
		properties().forEach(
				(name, property) -> assertThat(property.path("description").asString("")).as("description of " + name)
					.isNotBlank());
	}

	private static String row(String name, JsonNode property) {
		JsonNode value = property.path("defaultValue");
		String text = value.isArray() ? StreamSupport.stream(value.spliterator(), false)
			.map(JsonNode::asString)
			.collect(Collectors.joining(",")) : value.asString("");
		return "| `" + name + "` | " + (text.isEmpty() ? "" : "`" + text + "`") + " | "
				+ property.path("description").asString("").replace("|", "\\|") + " |";
	}

	private static Map<String, JsonNode> properties() throws IOException {
		Map<String, JsonNode> properties = new TreeMap<>(Comparator.naturalOrder());
		List<URL> files = Collections.list(ConfigurationReferenceTests.class.getClassLoader().getResources(METADATA));
		for (URL file : files) {
			try (InputStream input = file.openStream()) {
				for (JsonNode property : JsonMapper.builder().build().readTree(input).path("properties")) {
					String name = property.path("name").asString();
					if (property.path("sourceType").asString("").startsWith("io.github.signalrelay")) {
						properties.put(name, property);
					}
				}
			}
		}
		assertThat(properties).isNotEmpty();
		return properties;
	}

}
