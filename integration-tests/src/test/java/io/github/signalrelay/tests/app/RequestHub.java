// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.protocol.negotiate.TransportType;

/**
 * Tells clients what reached the hub of the request that they connected with.
 */
@Hub("request")
public class RequestHub {

	@HubMethod
	@Nullable String remoteAddress(HubCaller caller) {
		return caller.request().remoteAddress();
	}

	@HubMethod
	String transport(HubCaller caller) {
		TransportType transport = caller.request().transport();
		return (transport != null) ? transport.wireName() : "unknown";
	}

	@HubMethod
	String path(HubCaller caller) {
		return caller.request().path();
	}

}
