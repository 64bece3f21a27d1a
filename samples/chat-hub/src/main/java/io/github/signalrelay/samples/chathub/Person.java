// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.samples.chathub;

/**
 * Somebody in the chat. Two tabs of one user are two persons with one name.
 *
 * @param connectionId connection of the tab
 * @param name name of the user
 */
public record Person(String connectionId, String name) {
}
