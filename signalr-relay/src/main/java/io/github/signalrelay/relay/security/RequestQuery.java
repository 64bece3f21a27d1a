// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.security;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.netty.handler.codec.http.QueryStringDecoder;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.HubScope;

/**
 * Query of a request, decoded. Names are matched without regard to case.
 */
public final class RequestQuery {

	/** Parameter that may carry a token in place of a header. */
	public static final String ACCESS_TOKEN = "access_token";

	/** Most parameters that are looked at. */
	private static final int MAX_PARAMETERS = 256;

	private static final int MAX_HUB_NAME = 128;

	/** Letters and digits of any script, and what class names of app servers may hold. */
	private static final Pattern HUB_NAME = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.`+~-]*");

	private final List<Parameter> parameters;

	private RequestQuery(List<Parameter> parameters) {
		this.parameters = List.copyOf(parameters);
	}

	/**
	 * Reads a query.
	 * @param raw the query without {@code ?}
	 * @return its parameters
	 * @throws RequestRefusedException with 400 if it cannot be decoded or is endless
	 */
	public static RequestQuery parse(String raw) throws RequestRefusedException {
		List<Parameter> parameters = new ArrayList<>();
		for (String part : raw.split("&", -1)) {
			if (!part.isEmpty()) {
				parameters.add(parameter(part));
			}
			if (parameters.size() > MAX_PARAMETERS) {
				throw new RequestRefusedException(400, "Too many query parameters");
			}
		}
		return new RequestQuery(parameters);
	}

	private static Parameter parameter(String part) throws RequestRefusedException {
		int equals = part.indexOf('=');
		String name = (equals >= 0) ? part.substring(0, equals) : part;
		String value = (equals >= 0) ? part.substring(equals + 1) : "";
		try {
			return new Parameter(part, decode(name), decode(value));
		}
		catch (IllegalArgumentException ex) {
			throw new RequestRefusedException(400, "Query is not correctly escaped");
		}
	}

	private static String decode(String text) {
		return QueryStringDecoder.decodeComponent(text, StandardCharsets.UTF_8);
	}

	/**
	 * First value of a parameter.
	 * @param name its name
	 * @return the value, or {@code null}
	 */
	public @Nullable String first(String name) {
		for (Parameter parameter : this.parameters) {
			if (parameter.name().equalsIgnoreCase(name)) {
				return parameter.value();
			}
		}
		return null;
	}

	/**
	 * Last value of the token parameter: clients append theirs behind the query that they
	 * were given.
	 * @return the token, or {@code null}
	 */
	@Nullable String token() {
		String token = null;
		for (Parameter parameter : this.parameters) {
			token = parameter.isToken() ? parameter.value() : token;
		}
		return token;
	}

	/**
	 * The query for app servers and logs.
	 * @return empty, or the raw query behind a {@code ?}, tokens left out
	 */
	public String withoutToken() {
		StringBuilder text = new StringBuilder();
		for (Parameter parameter : this.parameters) {
			if (!parameter.isToken()) {
				text.append(text.isEmpty() ? '?' : '&').append(parameter.raw());
			}
		}
		return text.toString();
	}

	/**
	 * Hub that the request is about.
	 * @return the scope
	 * @throws RequestRefusedException with 400 if the name is missing or not one
	 */
	public HubScope hub() throws RequestRefusedException {
		String name = null;
		for (Parameter parameter : this.parameters) {
			if (parameter.name().equalsIgnoreCase("hub")) {
				if (name != null && !name.equalsIgnoreCase(parameter.value())) {
					throw new RequestRefusedException(400, "More than one hub is named");
				}
				name = parameter.value();
			}
		}
		if (name == null || name.length() > MAX_HUB_NAME || !HUB_NAME.matcher(name).matches()) {
			throw new RequestRefusedException(400, "The hub name is missing or not valid");
		}
		return HubScope.core(name.toLowerCase(Locale.ROOT));
	}

	/** Tells nothing: a query may hold secrets. */
	@Override
	public String toString() {
		return "RequestQuery[" + this.parameters.size() + " parameters]";
	}

	private record Parameter(String raw, String name, String value) {

		boolean isToken() {
			return this.name.equalsIgnoreCase(ACCESS_TOKEN);
		}

	}

}
