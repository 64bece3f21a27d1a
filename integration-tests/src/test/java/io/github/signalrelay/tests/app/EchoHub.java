// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.HubMethod;

/**
 * The part of {@link TestHub} that answers or fails: values of every kind and every kind
 * of error.
 */
abstract class EchoHub {

	@HubMethod
	@Nullable String echoString(@Nullable String value) {
		return value;
	}

	@HubMethod
	int echoInt(int value) {
		return value;
	}

	@HubMethod
	long echoLong(long value) {
		return value;
	}

	@HubMethod
	double echoDouble(double value) {
		return value;
	}

	@HubMethod
	boolean echoBoolean(boolean value) {
		return value;
	}

	@HubMethod
	Person echoPerson(Person value) {
		return value;
	}

	@HubMethod
	List<Integer> echoNumbers(List<Integer> value) {
		return value;
	}

	@HubMethod
	Map<String, String> echoMap(Map<String, String> value) {
		return value;
	}

	@HubMethod
	byte[] echoBytes(byte[] value) {
		return value;
	}

	@HubMethod
	Instant echoInstant(Instant value) {
		return value;
	}

	@HubMethod
	String concat(String text, int number, boolean flag) {
		return text + "-" + number + "-" + flag;
	}

	@HubMethod
	void nothing() {
	}

	@HubMethod
	CompletionStage<String> later(String value) {
		return CompletableFuture.supplyAsync(() -> value);
	}

	@HubMethod
	Mono<String> reactive(String value) {
		return Mono.just(value);
	}

	@HubMethod
	Mono<Void> reactiveNothing() {
		return Mono.empty();
	}

	@HubMethod("renamed.method")
	String original(String value) {
		return value;
	}

	@HubMethod
	int length(String text) {
		return text.length();
	}

	@HubMethod
	String text(int length) {
		return "x".repeat(length);
	}

	String notForClients() {
		return "secret";
	}

	@HubMethod
	void failSecretly() {
		throw new IllegalStateException("the password is swordfish");
	}

	@HubMethod
	CompletionStage<String> failLater() {
		return CompletableFuture.failedFuture(new IllegalStateException("the password is swordfish"));
	}

	@HubMethod
	void failOpenly(String text) {
		throw new HubException(text);
	}

	@HubMethod
	void failWithDetail() {
		throw new SoldOutException("no seats left");
	}

	@HubMethod
	Mono<String> failReactively() {
		return Mono.error(new HubException("not today"));
	}

}
