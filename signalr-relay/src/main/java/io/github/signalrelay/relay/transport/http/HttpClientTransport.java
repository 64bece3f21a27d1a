// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.http;

import io.netty.buffer.ByteBuf;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import io.github.signalrelay.relay.transport.ClientTransport;

/**
 * A client transport whose input comes in requests of its own, each on any connection and
 * event loop.
 */
public interface HttpClientTransport extends ClientTransport {

	/**
	 * Takes the body of a request as input, behind the bodies that came before. May be
	 * called on any thread.
	 * @param body the body; read as fast as the hub takes it
	 * @return status to answer with: 200 when everything was taken, 400 when the body
	 * could not be read, 404 when the connection has ended, 408 when the body came too
	 * slowly, 429 when too many requests wait
	 */
	Mono<Integer> post(Publisher<ByteBuf> body);

}
