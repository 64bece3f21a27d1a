// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;

import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.relay.Relay;

/**
 * Takes changed access keys over into the running relay: from the environment when it is
 * asked to, and from the file of the keys whenever that changes. New keys that cannot be
 * used leave the present ones in place. Any thread may use it.
 */
public final class AccessKeyReload implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(AccessKeyReload.class);

	private final Relay relay;

	private final Environment environment;

	/**
	 * Whether the keys have come from the configuration: an embedded relay makes its own.
	 * Guarded by this object's monitor.
	 */
	private boolean configured;

	/** Guarded by this object's monitor. */
	private @Nullable String lastProblem;

	private volatile @Nullable Disposable watch;

	AccessKeyReload(Relay relay, Environment environment) {
		this.relay = relay;
		this.environment = environment;
		this.configured = !ConfiguredAccessKeys.read(properties()).isEmpty();
	}

	/**
	 * Reads the keys again.
	 * @return what came of it
	 */
	public synchronized Result reload() {
		try {
			RelayProperties properties = properties();
			List<AccessKey> read = ConfiguredAccessKeys.read(properties);
			if (read.isEmpty()) {
				return this.configured ? problem("No access key is configured any more.")
						: result(Outcome.UNCHANGED, null);
			}
			this.configured = true;
			this.lastProblem = null;
			if (read.equals(this.relay.accessKeys().current())) {
				return result(Outcome.UNCHANGED, null);
			}
			this.relay.accessKeys().replace(ConfiguredAccessKeys.of(properties, this.environment));
			logger.info("Access keys were changed: {} are valid now", read.size());
			return result(Outcome.CHANGED, null);
		}
		catch (InvalidRelayPropertyException ex) {
			return problem(ex.description());
		}
	}

	/** A problem that lasts is told of once. */
	private Result problem(String text) {
		if (!text.equals(this.lastProblem)) {
			logger.error("Access keys stay as they are: {}", text);
			this.lastProblem = text;
		}
		return result(Outcome.FAILED, text);
	}

	private Result result(Outcome outcome, @Nullable String problem) {
		return new Result(outcome.name().toLowerCase(Locale.ROOT), this.relay.accessKeys().current().size(), problem);
	}

	private RelayProperties properties() {
		return Binder.get(this.environment).bindOrCreate("signalr.relay", RelayProperties.class);
	}

	@Override
	public void start() {
		RelayProperties properties = properties();
		String file = properties.accessKeyFile();
		if (file != null && !file.isBlank()) {
			long interval = PropertyRules
				.positive("signalr.relay.access-key-file-interval", properties.accessKeyFileInterval())
				.toMillis();
			this.watch = Schedulers.boundedElastic()
				.schedulePeriodically(this::reload, interval, interval, TimeUnit.MILLISECONDS);
		}
	}

	@Override
	public void stop() {
		Disposable running = this.watch;
		if (running != null) {
			running.dispose();
			this.watch = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.watch != null;
	}

	/**
	 * What came of reading the keys again.
	 *
	 * @param outcome {@code changed}, {@code unchanged} or {@code failed}
	 * @param accessKeys number of keys that are valid now
	 * @param problem why the keys stay as they are, or {@code null}
	 */
	public record Result(String outcome, int accessKeys, @Nullable String problem) {
	}

	private enum Outcome {

		/** The relay has other keys now. */
		CHANGED,

		/** The keys are those that the relay has. */
		UNCHANGED,

		/** The keys could not be used. */
		FAILED

	}

}
