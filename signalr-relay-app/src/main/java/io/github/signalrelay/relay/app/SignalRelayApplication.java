// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.PropertySource;

/**
 * Runs one relay node.
 */
@SpringBootApplication
@PropertySource("classpath:io/github/signalrelay/relay/app/relay.properties")
public class SignalRelayApplication {

	public static void main(String[] args) {
		SpringApplication.run(SignalRelayApplication.class, args);
	}

}
