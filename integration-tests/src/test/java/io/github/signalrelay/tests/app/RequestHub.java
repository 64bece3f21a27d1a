// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.HubRequest;

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
	String path(HubCaller caller) {
		return caller.request().path();
	}

	@HubMethod
	Seen seen(HubCaller caller) {
		HubRequest request = caller.request();
		return new Seen(request.path(), request.queryString(), request.headers(), request.remoteAddress());
	}

	/**
	 * The request as the hub sees it.
	 *
	 * @param path path that was negotiated at
	 * @param queryString query
	 * @param headers headers
	 * @param remoteAddress address of the client
	 */
	record Seen(String path, String queryString, Map<String, List<String>> headers, @Nullable String remoteAddress) {
	}

}
