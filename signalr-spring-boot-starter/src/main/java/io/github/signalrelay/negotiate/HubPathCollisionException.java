// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

/**
 * Two parts of the application would answer the same path.
 */
public final class HubPathCollisionException extends RuntimeException {

	private final String path;

	/**
	 * Creates an exception.
	 * @param path the path
	 * @param first who has it already
	 * @param second who wants it too
	 */
	public HubPathCollisionException(String path, String first, String second) {
		super("Path '" + path + "' is wanted by '" + first + "' and by '" + second + "'.");
		this.path = path;
	}

	/**
	 * The path.
	 * @return the path
	 */
	public String path() {
		return this.path;
	}

}
