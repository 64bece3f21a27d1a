// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

import io.github.signalrelay.protocol.token.AccessKey;

/**
 * Access keys from the properties. There is no default key, and the one that everybody
 * knows is taken for development only.
 */
public final class ConfiguredAccessKeys {

	/** Key of the public emulator (service protocol reference, chapter 9). */
	static final String EMULATOR_KEY = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH";

	private static final int MAX_LINES = 100;

	private static final String DEV_PROFILE = "dev";

	private static final Logger logger = LoggerFactory.getLogger(ConfiguredAccessKeys.class);

	private ConfiguredAccessKeys() {
	}

	/**
	 * Checks the configured keys.
	 * @param properties the properties
	 * @param environment tells the active profiles
	 * @return the keys, empty when none is configured
	 * @throws InvalidRelayPropertyException if the emulator's key is used outside of the
	 * profile {@code dev}, or the file of the keys cannot be read
	 */
	public static List<AccessKey> of(RelayProperties properties, Environment environment) {
		List<AccessKey> keys = read(properties);
		for (AccessKey key : keys) {
			if (EMULATOR_KEY.equals(key.text())) {
				acceptEmulatorKey(environment);
			}
			else if (key.isWeak()) {
				logger.warn("An access key in 'signalr.relay.access-keys' is short and easy to guess. Use 32"
						+ " characters at least, made at random, for example by 'openssl rand -base64 48'.");
			}
		}
		return keys;
	}

	/**
	 * Reads the configured keys without judging them.
	 * @param properties the properties
	 * @return the keys, empty when none is configured
	 * @throws InvalidRelayPropertyException if the file of the keys cannot be read
	 */
	static List<AccessKey> read(RelayProperties properties) {
		List<String> texts = new ArrayList<>();
		String file = properties.accessKeyFile();
		if (file != null && !file.isBlank()) {
			texts.addAll(lines(Path.of(file.trim())));
		}
		texts.addAll(properties.accessKeys());
		return texts.stream()
			.map(String::trim)
			.filter((text) -> !text.isEmpty())
			.distinct()
			.map(AccessKey::new)
			.toList();
	}

	private static List<String> lines(Path file) {
		try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
			return lines.limit(MAX_LINES).filter((line) -> !line.startsWith("#")).toList();
		}
		catch (IOException | UncheckedIOException ex) {
			throw new InvalidRelayPropertyException("signalr.relay.access-key-file", file,
					"The file cannot be read: " + ex.getMessage() + ".",
					"Name a text file with an access key in each line, which the relay may read.");
		}
	}

	private static void acceptEmulatorKey(Environment environment) {
		if (!environment.acceptsProfiles(Profiles.of(DEV_PROFILE))) {
			throw new InvalidRelayPropertyException(
					"Property 'signalr.relay.access-keys' holds the key of the public SignalR emulator, which"
							+ " everybody knows.",
					"Set a key of your own, for example one made by 'openssl rand -base64 48'. For development only,"
							+ " activate the profile 'dev' to accept the emulator's key.");
		}
		logger.warn("**********************************************************************************");
		logger.warn("* DEVELOPMENT ONLY: this relay accepts the emulator's access key, which everybody *");
		logger.warn("* knows. Whoever reaches its port can read and send everything.                   *");
		logger.warn("**********************************************************************************");
	}

}
