// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.endpoint;

import java.net.URI;
import java.util.concurrent.CompletionStage;

import io.github.signalrelay.service.connection.ServiceLinkRequest;

/**
 * How an app server reaches an endpoint: address and token of each attempt to open a
 * service connection (service protocol reference, 1.1 and 1.4). Any thread may call it;
 * it must not block.
 */
public interface ServerAccess {

	/**
	 * Address of a service connection.
	 * @param request what the connection is for
	 * @return a URI with scheme {@code ws} or {@code wss}
	 */
	URI address(ServiceLinkRequest request);

	/**
	 * Token of one attempt; it is not renewed while the connection lives.
	 * @param request what the connection is for
	 * @return completes with the token; a failure fails the attempt
	 */
	CompletionStage<String> token(ServiceLinkRequest request);

}
