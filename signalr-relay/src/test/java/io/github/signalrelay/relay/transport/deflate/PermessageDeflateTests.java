// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.deflate;

import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is answered to offers, RFC 7692 sections 5.1 and 7.1.
 */
class PermessageDeflateTests {

	private static final String AGREED = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

	private final PermessageDeflate extension = new PermessageDeflate(new DeflateMeters(new SimpleMeterRegistry()));

	@ParameterizedTest
	@ValueSource(strings = { "permessage-deflate", // the Java client, Firefox
			"permessage-deflate; client_max_window_bits", // Chromium, Node
			"permessage-deflate;client_max_window_bits=8", "Permessage-Deflate ; Client_Max_Window_Bits = 15 ",
			"permessage-deflate; client_max_window_bits=\"10\"", "permessage-deflate; server_no_context_takeover",
			"permessage-deflate; client_no_context_takeover; server_no_context_takeover",
			"x-webkit-deflate-frame, permessage-deflate",
			"permessage-deflate; server_max_window_bits=10, permessage-deflate",
			"permessage-deflate; unknown, permessage-deflate", "foo; bar=\"a,b\", permessage-deflate" })
	void offerIsAccepted(String offer) {
		assertThat(this.extension.agree(List.of(offer))).isEqualTo(AGREED);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			permessage-deflate; server_max_window_bits=15
			permessage-deflate; server_max_window_bits="15"; client_max_window_bits
			""")
	void windowOfTheLargestSizeIsConfirmed(String offer) {
		assertThat(this.extension.agree(List.of(offer))).isEqualTo(AGREED + "; server_max_window_bits=15");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ",", ";", "=", "x-webkit-deflate-frame", "permessage-deflate2",
			"permessage-deflate; server_max_window_bits", "permessage-deflate; server_max_window_bits=14",
			"permessage-deflate; server_max_window_bits=7", "permessage-deflate; server_max_window_bits=16",
			"permessage-deflate; server_max_window_bits=015", "permessage-deflate; server_max_window_bits=",
			"permessage-deflate; client_max_window_bits=", "permessage-deflate; client_max_window_bits=7",
			"permessage-deflate; client_max_window_bits=99999999999", "permessage-deflate; unknown",
			"permessage-deflate; server_no_context_takeover=1", "permessage-deflate; client_no_context_takeover=",
			"permessage-deflate; client_no_context_takeover; client_no_context_takeover", "permessage-deflate;",
			"permessage-deflate; ; client_max_window_bits", "permessage-bzip2", "permessage-deflate=1" })
	void offerIsDeclined(String offer) {
		assertThat(this.extension.agree(List.of(offer))).isNull();
	}

	@Test
	void firstOfferThatCanBeMetIsTakenOverAllHeaders() {
		assertThat(this.extension.agree(List.of())).isNull();
		assertThat(this.extension.agree(List.of("foo, permessage-deflate; server_max_window_bits=9",
				"permessage-deflate; server_max_window_bits=15", "permessage-deflate")))
			.isEqualTo(AGREED + "; server_max_window_bits=15");
	}

}
