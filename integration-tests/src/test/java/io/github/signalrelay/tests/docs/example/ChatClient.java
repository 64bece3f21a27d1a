// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.docs.example;

interface ChatClient {

	void said(String room, String text);

}
