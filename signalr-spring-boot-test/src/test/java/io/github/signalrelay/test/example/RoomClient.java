// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.example;

import java.util.List;

import reactor.core.publisher.Mono;

public interface RoomClient {

	void said(String text);

	void measured(List<Reading> readings, Reading last);

	Mono<Boolean> confirm(String question);

}
