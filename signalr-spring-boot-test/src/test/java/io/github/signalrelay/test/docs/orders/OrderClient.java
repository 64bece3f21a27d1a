// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.docs.orders;

import reactor.core.publisher.Mono;

interface OrderClient {

	void ready(Receipt receipt);

	Mono<Boolean> confirm(String question);

}
