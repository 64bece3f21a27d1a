// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.docs.example;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * Runs the example of the README.
 */
@SpringBootApplication
public class ExampleApplication {

	@Bean
	Runnable ring(Bell bell) {
		return bell::ring;
	}

}
