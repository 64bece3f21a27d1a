// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.observability;

import java.util.Objects;

import io.micrometer.tracing.Tracer;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.OnConnected;

/** Tells in which trace it is called. */
@Hub("traced")
class TracedHub {

	private final Tracer tracer;

	TracedHub(Tracer tracer) {
		this.tracer = tracer;
	}

	@HubMethod
	String trace() {
		return Objects.requireNonNull(this.tracer.currentSpan()).context().traceId();
	}

	@OnConnected
	void connected() {
	}

}
