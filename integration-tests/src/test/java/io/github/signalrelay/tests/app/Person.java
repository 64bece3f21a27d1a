// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A nested value that goes to the hub and back.
 *
 * @param name a text
 * @param age a number
 * @param languages a list
 * @param address another object
 */
public record Person(String name, int age, List<String> languages, @Nullable Address address) {

	/**
	 * Part of a {@link Person}.
	 *
	 * @param street a text
	 * @param zip another text, which may be missing
	 */
	public record Address(String street, @Nullable String zip) {
	}

}
