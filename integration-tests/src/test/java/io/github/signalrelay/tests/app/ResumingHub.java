// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.Groups;
import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.OnConnected;

/**
 * A hub whose clients may use stateful reconnect, with numbers in all directions, so that
 * a lost or doubled message shows.
 */
@Hub("resuming")
public class ResumingHub {

	/** Numbers of a call each, beside which their connection gets numbers itself. */
	@OnConnected
	void connected(HubCaller caller) {
		numbers(caller).add(-1); // a second call of this for a connection would show
	}

	@HubMethod
	CompletionStage<Void> join(String group, HubCaller caller, Groups groups) {
		return groups.add(caller.connectionId(), group);
	}

	@HubMethod
	void sendToGroup(String group, int from, int to, HubCaller caller) {
		for (int number = from; number < to; number++) {
			caller.clients().group(group).send("numbered", number);
		}
	}

	@HubMethod
	void sendToClient(String connectionId, int from, int to, HubCaller caller) {
		for (int number = from; number < to; number++) {
			caller.clients().client(connectionId).send("numbered", number);
		}
	}

	@HubMethod
	int record(int number, HubCaller caller) {
		numbers(caller).add(number);
		return number;
	}

	@HubMethod
	List<Integer> recorded(HubCaller caller) {
		return numbers(caller);
	}

	@SuppressWarnings("unchecked")
	private static List<Integer> numbers(HubCaller caller) {
		return (List<Integer>) caller.items().computeIfAbsent("numbers", (key) -> new CopyOnWriteArrayList<>());
	}

	@HubMethod
	Flux<Integer> doubled(Flux<Integer> numbers) {
		return numbers.map((number) -> 2 * number);
	}

	@HubMethod
	Mono<List<Integer>> collect(Flux<Integer> numbers) {
		return numbers.collectList();
	}

	@HubMethod
	Flux<String> echoed(Flux<String> texts) {
		return texts;
	}

	/** Items of a kilobyte each, as fast as the client takes them. */
	@HubMethod
	Flux<String> blocks(int count) {
		String block = "x".repeat(1000);
		return Flux.range(0, count).map((number) -> number + ":" + block);
	}

}
