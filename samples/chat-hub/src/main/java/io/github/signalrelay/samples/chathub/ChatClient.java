// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.samples.chathub;

/**
 * What the hub calls on the page.
 */
public interface ChatClient {

	/**
	 * Somebody wrote to a room.
	 * @param room the room
	 * @param from who wrote
	 * @param text what they wrote
	 */
	void said(String room, Person from, String text);

	/**
	 * Somebody wrote to this user or this connection only.
	 * @param from who wrote
	 * @param text what they wrote
	 */
	void whispered(Person from, String text);

	/**
	 * Somebody came into a room.
	 * @param room the room
	 * @param person who came
	 */
	void joined(String room, Person person);

	/**
	 * Somebody left a room, or has gone.
	 * @param room the room
	 * @param person who left
	 */
	void left(String room, Person person);

	/**
	 * Somebody asks who is in a room; the page answers with {@code present}.
	 * @param room the room
	 * @param connectionId connection that asks
	 */
	void rollCalled(String room, String connectionId);

	/**
	 * Answer to a roll call.
	 * @param room the room
	 * @param person who is there
	 */
	void present(String room, Person person);

}
