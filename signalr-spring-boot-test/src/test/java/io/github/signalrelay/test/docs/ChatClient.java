// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.docs;

interface ChatClient {

	void said(String room, String text);

	boolean mayClose(String room);

}
