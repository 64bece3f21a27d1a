// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Finds the keys that a token may have been signed with. Asked for every token, so that
 * keys may change while tokens are checked. MUST be safe for use by many threads and MUST
 * NOT block.
 */
@FunctionalInterface
public interface TokenKeys {

	/**
	 * Keys to try, in order.
	 * @param keyId the {@code kid} of the token, which anybody may have made up, or
	 * {@code null}. SDKs put a meaningless number there when they sign with the key of a
	 * connection string (service protocol reference, 1.4)
	 * @return the keys, empty where no key fits
	 */
	List<AccessKey> candidates(@Nullable String keyId);

}
