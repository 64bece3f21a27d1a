// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.endpoints;

import reactor.core.publisher.Mono;

/** What the hub can call. */
interface PlazaClient {

	void heard(String text);

	Mono<String> answer(String question);

}
