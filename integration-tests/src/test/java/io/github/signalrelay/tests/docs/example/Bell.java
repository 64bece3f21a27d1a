// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.docs.example;

import org.springframework.stereotype.Component;

import io.github.signalrelay.hub.HubContext;

@Component
record Bell(HubContext<ChatClient> chat) {

	void ring() {
		this.chat.clients().all().said("everywhere", "The bell rings.");
	}

}
