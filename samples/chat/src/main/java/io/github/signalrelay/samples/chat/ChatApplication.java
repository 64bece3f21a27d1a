// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.samples.chat;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

import io.github.signalrelay.samples.chathub.ChatHub;

/**
 * Runs the chat on WebFlux.
 */
@SpringBootApplication(scanBasePackageClasses = ChatHub.class)
public class ChatApplication {

	public static void main(String[] args) {
		SpringApplication.run(ChatApplication.class, args);
	}

}
