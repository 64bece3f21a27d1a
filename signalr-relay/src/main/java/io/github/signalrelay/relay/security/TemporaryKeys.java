// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.protocol.token.SigningKey;

/**
 * Keys that app servers without an access key get for a while, to sign the tokens of
 * their clients with (service protocol reference, 5.6). A key is derived from an access
 * key and from the time that its id tells, so that nothing has to be stored, and all
 * nodes with the same access keys know it. It ends with its access key. Immutable but for
 * the access keys; any thread may use it.
 */
public final class TemporaryKeys {

	/**
	 * How long a key is good after it was given out: app servers use one for an hour, and
	 * their tokens last an hour by default.
	 */
	public static final Duration VALIDITY = Duration.ofHours(2);

	/** Who asks within this time gets the same key. */
	private static final Duration STEP = Duration.ofMinutes(5);

	/** How far clocks of nodes may differ. */
	private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

	private static final String PREFIX = "relay-";

	private static final Pattern ID = Pattern.compile(PREFIX + "(\\d{1,11})");

	private static final String ALGORITHM = "HmacSHA256";

	/** Keeps these keys apart from whatever else the access key signs. */
	private static final String CONTEXT = "signalr-relay temporary client key\n";

	private final AccessKeys accessKeys;

	private final Clock clock;

	/**
	 * Makes the keys of a relay.
	 * @param accessKeys what they are derived from
	 * @param clock tells the time
	 */
	public TemporaryKeys(AccessKeys accessKeys, Clock clock) {
		this.accessKeys = accessKeys;
		this.clock = clock;
	}

	/**
	 * Key to give out now.
	 * @return the key and its id, good for {@link #VALIDITY} at least
	 */
	public SigningKey issue() {
		long step = STEP.toSeconds();
		String id = PREFIX + this.clock.instant().getEpochSecond() / step * step;
		return new SigningKey(derive(this.accessKeys.primary(), id), id);
	}

	/**
	 * Keys that an id may mean.
	 * @param keyId id that a token names, made up perhaps, or {@code null}
	 * @return the keys, none where the id is none of these or its time is over
	 */
	List<AccessKey> candidates(@Nullable String keyId) {
		Matcher matcher = (keyId != null) ? ID.matcher(keyId) : null;
		if (keyId == null || matcher == null || !matcher.matches()) {
			return List.of();
		}
		Instant given = Instant.ofEpochSecond(Long.parseLong(matcher.group(1)));
		Instant now = this.clock.instant();
		if (given.isAfter(now.plus(CLOCK_SKEW)) || !now.isBefore(given.plus(STEP).plus(VALIDITY))) {
			return List.of();
		}
		return this.accessKeys.current().stream().map((accessKey) -> derive(accessKey, keyId)).toList();
	}

	private static AccessKey derive(AccessKey accessKey, String id) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(accessKey.text().getBytes(StandardCharsets.UTF_8), ALGORITHM));
			byte[] key = mac.doFinal((CONTEXT + id).getBytes(StandardCharsets.UTF_8));
			return new AccessKey(Base64.getEncoder().encodeToString(key));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has " + ALGORITHM, ex);
		}
	}

}
