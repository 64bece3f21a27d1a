// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.lang.reflect.Type;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Texts for messages that are well formed but do not fit the hub; the same in every hub
 * protocol (hub protocol reference, section 6).
 */
final class BindingErrors {

	/** Names of the original's basic types, which clients and their tests know. */
	private static final Map<Class<?>, String> BASIC_TYPES = Map.ofEntries(Map.entry(boolean.class, "Boolean"),
			Map.entry(Boolean.class, "Boolean"), Map.entry(byte.class, "SByte"), Map.entry(Byte.class, "SByte"),
			Map.entry(short.class, "Int16"), Map.entry(Short.class, "Int16"), Map.entry(int.class, "Int32"),
			Map.entry(Integer.class, "Int32"), Map.entry(long.class, "Int64"), Map.entry(Long.class, "Int64"),
			Map.entry(float.class, "Single"), Map.entry(Float.class, "Single"), Map.entry(double.class, "Double"),
			Map.entry(Double.class, "Double"), Map.entry(char.class, "Char"), Map.entry(Character.class, "Char"));

	private BindingErrors() {
	}

	static HubProtocolException unknownMethod() {
		return new HubProtocolException("Method does not exist.");
	}

	static HubProtocolException unknownStream(String streamId) {
		return new HubProtocolException("No stream with id '" + streamId + "' is being received.");
	}

	static HubProtocolException argumentCount(int provided, int expected) {
		return new HubProtocolException(
				"Invocation provides " + provided + " argument(s) but target expects " + expected + ".");
	}

	static HubProtocolException arguments(Throwable cause) {
		return new HubProtocolException("Error binding arguments. Make sure that the types of the provided values "
				+ "match the types of the hub method being invoked.", cause);
	}

	static HubProtocolException streamItem(Throwable cause) {
		return new HubProtocolException("Error binding the item of a stream.", cause);
	}

	static String result(Type type, @Nullable String detail) {
		return "Error trying to deserialize result to " + name(type) + "." + ((detail != null) ? " " + detail : "");
	}

	static String name(Type type) {
		if (type instanceof Class<?> plain) {
			return BASIC_TYPES.getOrDefault(plain, plain.getSimpleName());
		}
		return type.getTypeName();
	}

}
