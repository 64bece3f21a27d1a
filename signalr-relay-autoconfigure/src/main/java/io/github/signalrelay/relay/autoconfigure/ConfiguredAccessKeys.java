// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import java.util.List;

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
	 * profile {@code dev}
	 */
	public static List<AccessKey> of(RelayProperties properties, Environment environment) {
		List<AccessKey> keys = properties.accessKeys()
			.stream()
			.filter((text) -> !text.isBlank())
			.map((text) -> new AccessKey(text.trim()))
			.toList();
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
