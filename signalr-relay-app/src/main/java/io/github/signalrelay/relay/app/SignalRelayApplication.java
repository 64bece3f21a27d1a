// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Runs one relay node.
 */
@SpringBootApplication
public class SignalRelayApplication {

	public static void main(String[] args) {
		SpringApplication.run(SignalRelayApplication.class, args);
	}

}
