// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.samples.chatmvc;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

import io.github.signalrelay.samples.chathub.ChatHub;

/**
 * Runs the chat on Spring MVC.
 */
@SpringBootApplication(scanBasePackageClasses = ChatHub.class)
public class ChatMvcApplication {

	public static void main(String[] args) {
		SpringApplication.run(ChatMvcApplication.class, args);
	}

}
