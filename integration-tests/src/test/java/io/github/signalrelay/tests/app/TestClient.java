// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What the hub calls on its clients.
 */
public interface TestClient {

	void received(String tag);

	void numbered(int number);

	Mono<Integer> add(int left, int right);

	String ask(String question);

	CompletionStage<Person> person();

	void connected(String connectionId, @Nullable String userId);

	void disconnected(String connectionId, @Nullable String error);

}
