// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * How the content of tokens is read and written. By Jackson rather than by the token
 * library, whose maps lose the order and repetition of claims.
 */
final class TokenJson {

	static final JsonFactory FACTORY = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build())
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
		.build();

	private TokenJson() {
	}

}
