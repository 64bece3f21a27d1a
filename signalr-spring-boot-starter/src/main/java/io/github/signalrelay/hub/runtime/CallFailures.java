// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.runtime;

import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.definition.HubMethodDefinition;
import io.github.signalrelay.hub.observation.CallObservation;

/**
 * Tells the log and observers what goes wrong in calls of one hub: refusals that were
 * meant for the client quietly, what the operator should know loudly.
 *
 * @param hub name of the hub
 * @param texts tells refusals from failures
 */
public record CallFailures(String hub, ErrorTexts texts) {

	private static final Logger logger = LoggerFactory.getLogger(CallFailures.class);

	/**
	 * A call has failed.
	 * @param method the method
	 * @param error why
	 */
	public void callFailed(HubMethodDefinition method, Throwable error) {
		if (isMeantForClient(error)) {
			logger.debug("Hub method '{}.{}' refused a call", this.hub, method.name(), error);
		}
		else if (error instanceof RejectedExecutionException) {
			logger.warn("Hub method '{}.{}' was not called: the executor takes no more tasks", this.hub, method.name());
		}
		else {
			logger.error("Hub method '{}.{}' failed", this.hub, method.name(), error);
		}
	}

	/**
	 * A call that was cancelled has ended with that.
	 * @param method the method
	 * @param error what it ended with
	 */
	public void callCancelled(HubMethodDefinition method, Throwable error) {
		logger.debug("Hub method '{}.{}' was cancelled", this.hub, method.name(), error);
	}

	/**
	 * A stream has failed.
	 * @param method the method
	 * @param error why
	 */
	public void streamFailed(HubMethodDefinition method, Throwable error) {
		if (isMeantForClient(error)) {
			logger.debug("The stream of hub method '{}.{}' was ended", this.hub, method.name(), error);
		}
		else {
			logger.error("The stream of hub method '{}.{}' failed", this.hub, method.name(), error);
		}
	}

	/**
	 * A result cannot be serialized.
	 * @param method the method
	 * @param error why
	 */
	public void resultUnwritable(HubMethodDefinition method, RuntimeException error) {
		logger.error("The result of hub method '{}.{}' cannot be serialized", this.hub, method.name(), error);
	}

	/**
	 * An item cannot be serialized.
	 * @param method the method
	 * @param error why
	 */
	public void itemUnwritable(HubMethodDefinition method, RuntimeException error) {
		logger.error("An item of hub method '{}.{}' cannot be serialized", this.hub, method.name(), error);
	}

	/**
	 * Ends the observation of a call or callback.
	 * @param observation the observation
	 * @param error why it failed, or {@code null}
	 */
	public void observe(CallObservation observation, @Nullable Throwable error) {
		if (error != null && this.texts.isRefusal(error)) {
			observation.refused(error);
		}
		else {
			observation.ended(error);
		}
	}

	private boolean isMeantForClient(Throwable error) {
		return error instanceof HubException || this.texts.isRefusal(error);
	}

}
