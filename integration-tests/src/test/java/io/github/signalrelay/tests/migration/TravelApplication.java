// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.migration;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

import io.github.signalrelay.service.shutdown.GracefulShutdownHook;

/** An app server that writes down who comes and goes. */
@SpringBootApplication
public class TravelApplication {

	/** What happened, in order. Any thread may write. */
	static final class Log {

		final List<String> entries = new CopyOnWriteArrayList<>();

	}

	@Bean
	Log travelLog() {
		return new Log();
	}

	@Bean
	GracefulShutdownHook farewell(Log log) {
		return (hub) -> log.entries.add("hook " + hub.hub());
	}

}
