// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.deployment;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;

import io.github.signalrelay.relay.app.SignalRelayApplication;

/**
 * A Spring Boot application in this JVM that can be stopped and started again on the same
 * port. Used by one thread at a time; several may be started and closed by different
 * threads, which wait for one another.
 */
public final class RunningApplication implements AutoCloseable {

	private static final String HOST = "127.0.0.1";

	private static final String STARTER = "io.github.signalrelay.autoconfigure.";

	/**
	 * Starting and closing reset what a JVM has once, its logging: an application that
	 * started while another closed found its logging system without an environment.
	 */
	private static final Lock LOGGING = new ReentrantLock();

	private final Class<?> source;

	private final WebApplicationType type;

	private final Map<String, Object> properties;

	private final Class<?>[] sources;

	private ConfigurableApplicationContext context;

	private RunningApplication(Class<?> source, WebApplicationType type, Map<String, Object> properties,
			Class<?>... more) {
		this.source = source;
		this.type = type;
		this.properties = new LinkedHashMap<>(properties);
		this.properties.put("server.address", HOST);
		this.properties.putIfAbsent("server.port", 0);
		this.sources = Stream.concat(Stream.of(source, OwnReactorResources.class), Stream.of(more))
			.toArray(Class<?>[]::new);
		this.context = run();
	}

	/**
	 * Starts an application on a free port of the loopback interface.
	 * @param source the application class
	 * @param type kind of web application
	 * @param properties properties of highest precedence
	 * @param more configuration beside that of the application
	 * @return the running application
	 */
	public static RunningApplication start(Class<?> source, WebApplicationType type, Map<String, Object> properties,
			Class<?>... more) {
		return new RunningApplication(source, type, properties, more);
	}

	private ConfigurableApplicationContext run() {
		String[] arguments = this.properties.entrySet()
			.stream()
			.map((property) -> "--" + property.getKey() + "=" + property.getValue())
			.toArray(String[]::new);
		LOGGING.lock();
		try {
			return new SpringApplicationBuilder(this.sources).web(this.type)
				.properties(defaults(this.source))
				.registerShutdownHook(false)
				.run(arguments);
		}
		finally {
			LOGGING.unlock();
		}
	}

	private static Map<String, Object> defaults(Class<?> source) {
		return Map.of("spring.main.banner-mode", "off", "logging.level.root", "warn",
				// hub methods that fail on purpose
				"logging.level.io.github.signalrelay.hub.runtime.CallFailures", "off", "spring.config.location",
				"optional:" + home(source), "spring.autoconfigure.exclude",
				String.join(",", foreignAutoConfigurations(source)));
	}

	/**
	 * Auto-configurations that the program is not packaged with: both web servers of
	 * WebFlux are on this class path, Spring Security, which few applications have, and
	 * the starter, which a relay does not know.
	 */
	private static List<String> foreignAutoConfigurations(Class<?> source) {
		List<String> foreign = new ArrayList<>();
		foreign.add("org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration");
		boolean secured = AnnotatedElementUtils.hasAnnotation(source, EnableMethodSecurity.class);
		for (String name : ImportCandidates.load(AutoConfiguration.class, source.getClassLoader())) {
			boolean ofStarter = name.startsWith(STARTER);
			boolean ofSecurity = name.contains(".security.") || name.startsWith(STARTER + "HubSecurity");
			if ((ofSecurity && !secured) || (ofStarter && source == SignalRelayApplication.class)) {
				foreign.add(name);
			}
		}
		return foreign;
	}

	/**
	 * Programs share this class path; each reads the configuration that it is packaged
	 * with.
	 */
	private static String home(Class<?> source) {
		String location = source.getProtectionDomain().getCodeSource().getLocation().toString();
		return location.endsWith("/") ? location : "jar:" + location + "!/";
	}

	/**
	 * Port that the application's web server listens on.
	 * @return the port
	 */
	public int port() {
		return ((WebServerApplicationContext) this.context).getWebServer().getPort();
	}

	/**
	 * Address of the application.
	 * @return an address without a path
	 */
	public URI origin() {
		boolean tls = this.properties.containsKey("server.ssl.bundle");
		return URI.create((tls ? "https://" : "http://") + HOST + ":" + port());
	}

	/**
	 * A bean of the application.
	 * @param type type of the bean
	 * @param <T> type of the bean
	 * @return the bean
	 */
	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	/** Stops the application and starts it on the same port. */
	public void restart() {
		stop();
		startAgain();
	}

	/** Stops the application, which may be started again. */
	public void stop() {
		this.properties.put("server.port", port());
		close();
	}

	/** Starts the application on the port that it had before it was stopped. */
	public void startAgain() {
		this.context = run();
	}

	@Override
	public void close() {
		LOGGING.lock();
		try {
			this.context.close();
		}
		finally {
			LOGGING.unlock();
		}
	}

}
