// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Headers of an {@link OpenConnection} or {@link CloseConnection}. Names are compared
 * without regard to case and keep their order and spelling.
 *
 * @param byName the values by header name
 */
public record MessageHeaders(Map<String, List<String>> byName) {

	/** No headers. */
	public static final MessageHeaders NONE = new MessageHeaders(Map.of());

	/** Instance that owns the client. */
	public static final String INSTANCE_ID = "Asrs-Instance-Id";

	/** Server id that a migrated client comes from. */
	public static final String MIGRATE_FROM = "Asrs-Migrate-From";

	/** Server id that a migrated client goes to. */
	public static final String MIGRATE_TO = "Asrs-Migrate-To";

	/** Whether the client is traced, {@code true} or {@code false}. */
	public static final String IS_DIAGNOSTIC_CLIENT = "Asrs-Is-Diagnostic-Client";

	/**
	 * Transport of the client when it connected, by its name in negotiate responses. Not
	 * a header of the original, whose app servers pass over it.
	 */
	public static final String TRANSPORT = "Asrs-Transport";

	public MessageHeaders {
		Map<String, List<String>> copy = new LinkedHashMap<>();
		byName.forEach((name, values) -> copy.put(name, List.copyOf(values)));
		byName = Collections.unmodifiableMap(copy);
	}

	/**
	 * All values of a header.
	 * @param name name of the header, in any case
	 * @return the values in order, empty when the header is missing
	 */
	public List<String> values(String name) {
		List<String> values = new ArrayList<>();
		this.byName.forEach((key, list) -> {
			if (key.equalsIgnoreCase(name)) {
				values.addAll(list);
			}
		});
		return Collections.unmodifiableList(values);
	}

	/**
	 * First value of a header.
	 * @param name name of the header, in any case
	 * @return the value, or {@code null} when the header is missing
	 */
	public @Nullable String first(String name) {
		List<String> values = values(name);
		return values.isEmpty() ? null : values.get(0);
	}

}
