// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.command;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import io.github.signalrelay.benchmarks.goal.ServerKind;
import io.github.signalrelay.benchmarks.load.Dialect;
import io.github.signalrelay.benchmarks.load.Transport;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Constants as users type them: in lower case and with hyphens.
 */
final class Words {

	private Words() {
	}

	/**
	 * What a user types.
	 * @param constant for what
	 * @return the word
	 */
	static String of(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private static <E extends Enum<E>> E find(Class<E> type, String word) {
		return Arrays.stream(type.getEnumConstants())
			.filter((constant) -> of(constant).equalsIgnoreCase(word))
			.findFirst()
			.orElseThrow(() -> new TypeConversionException("'" + word + "' is none of "
					+ Arrays.stream(type.getEnumConstants()).map(Words::of).collect(Collectors.joining(", "))));
	}

	/** Kinds of servers. */
	static final class Server implements ITypeConverter<ServerKind> {

		@Override
		public ServerKind convert(String word) {
			return find(ServerKind.class, word);
		}

	}

	/** Dialects. */
	static final class Speech implements ITypeConverter<Dialect> {

		@Override
		public Dialect convert(String word) {
			return find(Dialect.class, word);
		}

	}

	/** Transports, with the short name of server-sent events too. */
	static final class Carrier implements ITypeConverter<Transport> {

		@Override
		public Transport convert(String word) {
			return switch (word.toLowerCase(Locale.ROOT)) {
				case "sse" -> Transport.SERVER_SENT_EVENTS;
				case "websockets", "websocket" -> Transport.WEB_SOCKETS;
				default -> find(Transport.class, word);
			};
		}

	}

	/** Scenarios. */
	static final class Play implements ITypeConverter<LoadScenario> {

		@Override
		public LoadScenario convert(String word) {
			return find(LoadScenario.class, word);
		}

	}

}
