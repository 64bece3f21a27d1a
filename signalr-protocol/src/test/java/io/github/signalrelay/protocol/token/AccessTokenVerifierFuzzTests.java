// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Fuzz targets for {@link AccessTokenVerifier}. A normal run replays the inputs kept
 * beside the tests; {@code JAZZER_FUZZ=1} looks for new ones.
 */
class AccessTokenVerifierFuzzTests {

	private final AccessTokenVerifier verifier = new AccessTokenVerifier(List.of(new AccessKey("key")),
			AudienceRule.requestHostAnd(Set.of()), AccessTokenVerifier.DEFAULT_CLOCK_SKEW, Clock.systemUTC());

	@FuzzTest(maxDuration = "30s")
	void verify(byte[] bytes) {
		try {
			this.verifier.verify(new String(bytes, StandardCharsets.UTF_8), RequestTarget.of("host", "/client/?hub=a"));
			throw new AssertionError("Nobody can guess the signature");
		}
		catch (AccessTokenException ex) {
			// the one way to refuse
		}
	}

	/** What a token may hold once its signature was found good. */
	@FuzzTest(maxDuration = "30s")
	void content(byte[] bytes) {
		String text = new String(bytes, StandardCharsets.UTF_8);
		TokenContentReader.read(text);
		AudienceRule.ofAnyHost().accepts(text, RequestTarget.of("host", text));
	}

}
