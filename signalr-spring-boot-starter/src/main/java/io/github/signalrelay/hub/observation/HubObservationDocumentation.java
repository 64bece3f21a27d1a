// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * Observations of hubs and their keys.
 */
public enum HubObservationDocumentation implements ObservationDocumentation {

	/**
	 * Call of a hub method by a client, from its start to its end; a streaming one to the
	 * end of the stream. Calls that are refused before they start are there, too.
	 */
	INVOCATION {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultHubInvocationObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return InvocationKeys.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return ConnectionKeys.values();
		}

	},

	/**
	 * Connect or disconnect callback of a hub, with the filters around it.
	 */
	CALLBACK {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultHubCallbackObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return CallbackKeys.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return ConnectionKeys.values();
		}

	};

	/** Keys of few values of {@link #INVOCATION}. */
	public enum InvocationKeys implements KeyName {

		/** Name of the hub. */
		HUB("hub"),

		/**
		 * Name of the method as the hub declares it, or {@code UNKNOWN} when the hub has
		 * none of the name that the client sent.
		 */
		METHOD("method"),

		/** What the client asked for: {@code call} or {@code stream}. */
		KIND("kind"),

		/** How it ended: a {@link HubCallOutcome}. */
		OUTCOME("outcome"),

		/** Simple name of the exception's class, or {@code none}. */
		EXCEPTION("exception");

		private final String key;

		InvocationKeys(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/** Keys of few values of {@link #CALLBACK}. */
	public enum CallbackKeys implements KeyName {

		/** Name of the hub. */
		HUB("hub"),

		/** Which callback: {@code connect} or {@code disconnect}. */
		CALLBACK("callback"),

		/** How it ended: a {@link HubCallOutcome}. */
		OUTCOME("outcome"),

		/** Simple name of the exception's class, or {@code none}. */
		EXCEPTION("exception");

		private final String key;

		CallbackKeys(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/** Keys of many values, for traces only. */
	public enum ConnectionKeys implements KeyName {

		/** Id of the client connection. */
		CONNECTION_ID("signalr.connection.id");

		private final String key;

		ConnectionKeys(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

}
