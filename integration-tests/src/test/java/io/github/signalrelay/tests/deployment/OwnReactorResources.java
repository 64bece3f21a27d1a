// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.deployment;

import java.time.Duration;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * Gives an application event loops of its own: the global ones end with the first
 * application of this JVM that stops. They end at once: the two seconds that they would
 * wait for late work, every stop of an application would take.
 */
@Configuration(proxyBeanMethods = false)
class OwnReactorResources {

	@Bean
	ReactorResourceFactory reactorResourceFactory() {
		ReactorResourceFactory resources = new ReactorResourceFactory();
		resources.setUseGlobalResources(false);
		resources.setShutdownQuietPeriod(Duration.ZERO);
		return resources;
	}

}
