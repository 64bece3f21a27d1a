// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

import io.github.signalrelay.protocol.service.Claim;

/**
 * Reads the content of a token into claims, one per value and in order. Numbers and truth
 * values become their JSON text, objects and arrays inside an array too.
 */
final class TokenContentReader {

	private final List<Claim> claims = new ArrayList<>();

	private final JsonParser parser;

	private TokenContentReader(JsonParser parser) {
		this.parser = parser;
	}

	/**
	 * Reads the content of a token.
	 * @param content the JSON text
	 * @return its claims, or {@code null} when it is not one JSON object with unique
	 * names
	 */
	static @Nullable List<Claim> read(String content) {
		try (JsonParser parser = TokenJson.FACTORY.createParser(ObjectReadContext.empty(), content)) {
			TokenContentReader reader = new TokenContentReader(parser);
			return reader.readObject() ? reader.claims : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private boolean readObject() {
		if (this.parser.nextToken() != JsonToken.START_OBJECT) {
			return false;
		}
		for (String name = this.parser.nextName(); name != null; name = this.parser.nextName()) {
			readValues(name);
		}
		return this.parser.nextToken() == null;
	}

	private void readValues(String name) {
		if (this.parser.nextToken() != JsonToken.START_ARRAY) {
			this.claims.add(new Claim(name, value()));
			return;
		}
		while (this.parser.nextToken() != JsonToken.END_ARRAY) {
			this.claims.add(new Claim(name, value()));
		}
	}

	private String value() {
		return switch (this.parser.currentToken()) {
			case VALUE_NULL -> "";
			case START_OBJECT, START_ARRAY -> structure();
			default -> this.parser.getString();
		};
	}

	private String structure() {
		StringWriter text = new StringWriter();
		try (JsonGenerator json = TokenJson.FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
			json.copyCurrentStructure(this.parser);
		}
		return text.toString();
	}

}
