// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import io.netty.handler.codec.DecoderResult;
import reactor.netty.http.logging.AbstractHttpMessageLogFactory;
import reactor.netty.http.logging.HttpMessageArgProvider;

/**
 * What Reactor Netty writes into its log about a request that it cannot read: what kind
 * of fault it was, and nothing that the peer sent.
 */
final class UnreadableRequestLog extends AbstractHttpMessageLogFactory {

	@Override
	public String common(HttpMessageArgProvider message) {
		DecoderResult result = message.decoderResult();
		boolean failed = result != null && result.isFailure();
		return message.httpMessageType() + (failed ? " with " + result.cause().getClass().getSimpleName() : "");
	}

}
