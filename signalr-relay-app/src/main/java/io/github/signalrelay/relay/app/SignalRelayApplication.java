// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.app;

import reactor.netty.ReactorNetty;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.PropertySource;

/**
 * Runs one relay node.
 */
@SpringBootApplication
@PropertySource("classpath:io/github/signalrelay/relay/app/relay.properties")
public class SignalRelayApplication {

	/**
	 * Runs the relay with an event loop for each processor. Reactor Netty has four at
	 * least, which on fewer processors only wake one after another for each broadcast.
	 * @param args properties of Spring Boot
	 */
	public static void main(String[] args) {
		if (System.getProperty(ReactorNetty.IO_WORKER_COUNT) == null) {
			System.setProperty(ReactorNetty.IO_WORKER_COUNT,
					Integer.toString(Runtime.getRuntime().availableProcessors()));
		}
		SpringApplication.run(SignalRelayApplication.class, args);
	}

}
