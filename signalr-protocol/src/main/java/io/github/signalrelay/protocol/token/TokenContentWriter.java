// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

import io.github.signalrelay.protocol.service.Claim;

/**
 * Writes the content of a token: the claims, then {@code nbf}, {@code exp}, {@code iat},
 * {@code iss} and {@code aud} (service protocol reference, 1.4).
 */
final class TokenContentWriter {

	private static final Set<String> OF_THE_ISSUER = Set.of("nbf", "exp", "iat", "iss", "aud");

	private TokenContentWriter() {
	}

	static String write(List<Claim> claims, Instant now, Duration lifetime, String audience) {
		StringWriter content = new StringWriter(512);
		try (JsonGenerator json = TokenJson.FACTORY.createGenerator(ObjectWriteContext.empty(), content)) {
			json.writeStartObject();
			byShortName(claims).forEach((name, values) -> writeClaim(json, name, values));
			json.writeNumberProperty("nbf", now.getEpochSecond());
			json.writeNumberProperty("exp", now.plus(lifetime).getEpochSecond());
			json.writeNumberProperty("iat", now.getEpochSecond());
			json.writeStringProperty("iss", AccessTokenIssuer.ISSUER);
			json.writeStringProperty("aud", audience);
			json.writeEndObject();
		}
		return content.toString();
	}

	private static Map<String, List<String>> byShortName(List<Claim> claims) {
		Map<String, List<String>> byName = new LinkedHashMap<>();
		for (Claim claim : claims) {
			String name = ClaimNames.shortName(claim.type());
			if (OF_THE_ISSUER.contains(name)) {
				throw new IllegalArgumentException("claim type: " + name + " (expected: none that the issuer sets)");
			}
			byName.computeIfAbsent(name, (key) -> new ArrayList<>()).add(claim.value());
		}
		return byName;
	}

	private static void writeClaim(JsonGenerator json, String name, List<String> values) {
		if (values.size() == 1) {
			json.writeStringProperty(name, values.get(0));
			return;
		}
		json.writeArrayPropertyStart(name);
		values.forEach(json::writeString);
		json.writeEndArray();
	}

}
