// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.docs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code docs/service-options.md} has a row for every option of the original (service
 * protocol reference, chapter 7) and for every property, and tells the right default.
 */
class ServiceOptionsReferenceTests {

	private static final String PREFIX = "azure.signalr.";

	/** Name in .NET, name here, default. */
	private static final Pattern ROW = Pattern.compile("^\\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|(?: [^|]+ \\|){3}$",
			Pattern.MULTILINE);

	private static final Pattern PROPERTY = Pattern.compile("`(azure\\.signalr\\.[a-z.-]+)`");

	private final String page = Documents.read("docs/service-options.md");

	@ParameterizedTest
	@ValueSource(strings = { "ConnectionString", "Endpoints", "InitialHubServerConnectionCount", "ConnectionCount",
			"MaxHubServerConnectionCount", "ApplicationName", "ClaimsProvider", "DiagnosticClientFilter",
			"AccessTokenLifetime", "AccessTokenAlgorithm", "ServerStickyMode", "GracefulShutdown.Mode",
			"GracefulShutdown.Timeout", "GracefulShutdown.Add(hub, hook)", "Proxy", "ServiceScaleTimeout",
			"MaxPollIntervalInSeconds", "TransportTypeDetector", "AllowStatefulReconnects" })
	void everyOptionOfTheOriginalHasARow(String option) {
		assertThat(ROW.matcher(this.page).results().map((row) -> row.group(1)))
			.anyMatch((name) -> name.startsWith("`" + option + "`"));
	}

	@Test
	void everyPropertyHasARowWithItsDefault() throws IOException {
		Map<String, String> rows = new TreeMap<>();
		ROW.matcher(this.page)
			.results()
			.filter((row) -> PROPERTY.matcher(row.group(2)).matches())
			.forEach((row) -> rows.put(row.group(2).replace("`", ""), row.group(3).replace("`", "")));
		assertThat(rows).isEqualTo(defaults());
	}

	@Test
	void everyPropertyThatIsNamedExists() throws IOException {
		List<String> named = PROPERTY.matcher(this.page).results().map((match) -> match.group(1)).toList();
		assertThat(defaults().keySet()).containsAll(named);
	}

	private static Map<String, String> defaults() throws IOException {
		Map<String, String> defaults = new TreeMap<>();
		List<URL> files = Collections.list(ServiceOptionsReferenceTests.class.getClassLoader()
			.getResources("META-INF/spring-configuration-metadata.json"));
		for (URL file : files) {
			try (InputStream input = file.openStream()) {
				for (JsonNode property : JsonMapper.builder().build().readTree(input).path("properties")) {
					String name = property.path("name").asString();
					if (name.startsWith(PREFIX)) {
						String value = property.path("defaultValue").asString("");
						defaults.put(name, value.isEmpty() ? "none" : value);
					}
				}
			}
		}
		assertThat(defaults).isNotEmpty();
		return defaults;
	}

}
