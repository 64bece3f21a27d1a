// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.migration;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.Groups;
import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubContext;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.HubMigration;
import io.github.signalrelay.hub.OnConnected;
import io.github.signalrelay.hub.OnDisconnected;
import io.github.signalrelay.service.ServerId;

/** Tells its clients which server they are on. */
@Hub("travel")
class TravelHub {

	private static final String TRAVELLERS = "travellers";

	private final String serverId;

	private final TravelApplication.Log log;

	private final HubContext<ClientProxy> travel;

	final CountDownLatch entered = new CountDownLatch(1);

	final CountDownLatch release = new CountDownLatch(1);

	TravelHub(ServerId serverId, TravelApplication.Log log, HubContext<ClientProxy> travel) {
		this.serverId = serverId.value();
		this.log = log;
		this.travel = travel;
	}

	@OnConnected
	void arrive(HubCaller caller, @Nullable HubMigration migration) {
		this.log.entries.add("connected " + migration);
		caller.items().put("arrived", true);
	}

	/** Also shows that a server which stops can still send. */
	@OnDisconnected
	void depart(@Nullable HubMigration migration, @Nullable Throwable error) {
		this.log.entries.add("disconnected " + migration + " " + error);
		this.travel.clients().group(TRAVELLERS).send("departed", this.serverId);
	}

	@HubMethod
	CompletionStage<Void> join(HubCaller caller, Groups groups) {
		return groups.add(caller.connectionId(), TRAVELLERS);
	}

	/** On a thread that may block, which an app server that stops must still have. */
	@HubMethod
	String where() {
		return this.serverId;
	}

	@HubMethod
	String slow() throws InterruptedException {
		this.entered.countDown();
		this.release.await(10, TimeUnit.SECONDS);
		return this.serverId;
	}

	@HubMethod
	void tell(String text) {
		this.travel.clients().group(TRAVELLERS).send("told", text);
	}

	@HubMethod
	Flux<Long> ticks() {
		return Flux.interval(Duration.ofMillis(10)).onBackpressureDrop();
	}

}
