// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test;

import java.net.URI;

import io.github.signalrelay.negotiate.HubNegotiator;
import io.github.signalrelay.negotiate.NegotiateReply;
import io.github.signalrelay.protocol.negotiate.NegotiateResponse;
import io.github.signalrelay.test.link.InProcessRequest;

/**
 * Negotiates for test clients, by the application's own negotiator but without HTTP.
 */
final class ClientNegotiation {

	private static final int OK = 200;

	private final HubNegotiator negotiator;

	ClientNegotiation(HubNegotiator negotiator) {
		this.negotiator = negotiator;
	}

	/**
	 * Asks for a way to a hub.
	 * @throws HubConnectException if the client is not sent to a relay
	 */
	InProcessRequest negotiate(String hubPath, ClientPlan plan) {
		String path = hubPath + "/negotiate";
		String query = plan.query().isEmpty() ? "" : "?" + plan.query();
		NegotiateReply reply = this.negotiator.negotiate(path, "POST", URI.create("http://localhost" + path + query),
				plan.headers(), plan.principal(), null);
		if (reply.status() != OK) {
			throw new HubConnectException(
					"Negotiate was answered with status " + reply.status() + ": " + reply.body().toUtf8String());
		}
		NegotiateResponse response = NegotiateResponse.parse(reply.body().asByteBuffer());
		String url = response.url();
		String token = response.accessToken();
		if (url == null || token == null) {
			throw new HubConnectException("Negotiate did not send the client to a relay: " + response.error());
		}
		return new InProcessRequest(URI.create(url), token, plan.headers(), plan.claims());
	}

}
