// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.relay.client.CloseCategory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tables of {@code docs/metrics.md} are the meters of a relay at work.
 */
class MetricsReferenceTests {

	private static final Path DOCUMENT = Path.of(System.getProperty("basedir", ""), "..", "docs", "metrics.md");

	private static final Pattern METER = Pattern.compile("(?m)^\\| `(signalr\\.[a-z.]+)` \\| (\\w+) \\|([^|]*)\\|");

	private static final Pattern CATEGORY = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|");

	private static final Pattern STATUS = Pattern.compile("(?m)^\\| `(\\d{3})` \\|");

	private final RelayFixture fixture = new RelayFixture();

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	@Test
	void everyMeterIsDescribedWithItsKindAndTags() throws IOException {
		refuseOneOfEach();
		Set<String> described = new TreeSet<>();
		for (MatchResult row : rows(METER)) {
			described.add(row.group(1) + " " + row.group(2) + " " + row.group(3).strip().replace("`", ""));
		}
		assertThat(described).isEqualTo(registered());
	}

	private Set<String> registered() {
		Set<String> registered = new TreeSet<>();
		for (Meter meter : this.fixture.meters.getMeters()) {
			Meter.Id id = meter.getId();
			String tags = String.join(", ", id.getTags().stream().map(Tag::getKey).sorted().toList());
			registered.add(id.getName() + " " + id.getType().name().toLowerCase(Locale.ROOT) + " " + tags);
		}
		return registered;
	}

	@Test
	void everyCloseCategoryIsDescribed() throws IOException {
		assertThat(rows(CATEGORY)).extracting((row) -> row.group(1))
			.containsExactlyInAnyOrderElementsOf(Arrays.stream(CloseCategory.values())
				.map((value) -> value.name().toLowerCase(Locale.ROOT))
				.toList());
	}

	@Test
	void refusalsAreCountedUnderWhatIsDescribed() throws IOException {
		refuseOneOfEach();
		Set<String> described = new HashSet<>();
		rows(STATUS).forEach((row) -> described.add(row.group(1)));
		String page = Files.readString(DOCUMENT);
		assertThat(this.fixture.meters.find("signalr.relay.refused").counters()).hasSize(6).allSatisfy((counter) -> {
			assertThat(described).contains(counter.getId().getTag("status"));
			assertThat(page).contains("`" + counter.getId().getTag("endpoint") + "` for");
			assertThat(counter.count()).isEqualTo(1);
		});
	}

	/** A request with a bad token, and one without a hub. */
	private void refuseOneOfEach() {
		for (String query : List.of("?hub=chat&cid=1", "?cid=1")) {
			int status = query.contains("hub") ? 401 : 400;
			String token = (status == 401) ? "&access_token=x" : "";
			try (RawSocket negotiating = new RawSocket(this.fixture.port);
					RawSocket client = new RawSocket(this.fixture.port);
					RawSocket server = new RawSocket(this.fixture.port)) {
				negotiating.send("POST /client/negotiate" + query + token
						+ " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
				assertThat(negotiating.response().status()).isEqualTo(status);
				assertThat(client.upgrade("/client/" + query + token).status()).isEqualTo(status);
				assertThat(server.upgrade("/server/" + query + token).status()).isEqualTo(status);
			}
		}
	}

	private static List<MatchResult> rows(Pattern pattern) throws IOException {
		return pattern.matcher(Files.readString(DOCUMENT)).results().toList();
	}

}
