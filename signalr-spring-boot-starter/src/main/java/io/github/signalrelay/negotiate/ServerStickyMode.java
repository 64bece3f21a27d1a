// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

/**
 * Whether a client is served by the application that it negotiated with (service protocol
 * reference, 4.4 and 4.6).
 */
public enum ServerStickyMode {

	/** Any application server serves it. */
	DISABLED(null),

	/** That one if it is connected where the client is, else any. */
	PREFERRED("Preferred"),

	/** That one, or the client is refused. */
	REQUIRED("Required");

	private final @org.jspecify.annotations.Nullable String claim;

	ServerStickyMode(@org.jspecify.annotations.Nullable String claim) {
		this.claim = claim;
	}

	/**
	 * Value of the claim {@code asrs.s.ssticky}.
	 * @return the value, or {@code null} when there is no such claim
	 */
	@org.jspecify.annotations.Nullable String claim() {
		return this.claim;
	}

}
