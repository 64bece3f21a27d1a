// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.Nullable;

/**
 * Receives what the service sends on a {@link ServiceLink}.
 * <p>
 * Methods are called on event loops and MUST NOT block. Messages about one client arrive
 * one at a time and in order; messages about different clients may arrive at the same
 * time.
 */
public interface ServiceLinkListener {

	/**
	 * A message of the service.
	 * @param link where it came from
	 * @param message the message
	 */
	void onMessage(ServiceLink link, ServiceMessage message);

	/**
	 * The link can take more again, after {@link ServiceLink#isWritable} was
	 * {@code false}.
	 * @param link the link
	 */
	default void onWritable(ServiceLink link) {
	}

	/**
	 * The link has ended; called exactly once, nothing follows. All clients that were
	 * served over it are gone.
	 * @param link the link
	 * @param reason text for the log, or {@code null} for an ordinary end
	 */
	void onClosed(ServiceLink link, @Nullable String reason);

}
