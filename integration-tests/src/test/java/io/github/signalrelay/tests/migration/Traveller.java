// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.migration;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import com.microsoft.signalr.HubConnectionState;
import com.microsoft.signalr.TransportEnum;
import io.reactivex.rxjava3.core.Single;

import static org.assertj.core.api.Assertions.assertThat;

/** A published Java client that writes down what it is told. */
final class Traveller implements AutoCloseable {

	static final int LIMIT_SECONDS = 20;

	final HubConnection connection;

	final List<String> heard = new CopyOnWriteArrayList<>();

	final List<String> ends = new CopyOnWriteArrayList<>();

	Traveller(URI appServer, TransportEnum transport) {
		this.connection = HubConnectionBuilder.create(appServer.resolve("/travel").toString())
			.withTransport(transport)
			.build();
		this.connection.onClosed((error) -> this.ends.add("closed: " + error));
		this.connection.on("told", (text) -> this.heard.add("told " + text), String.class);
		this.connection.on("departed", (server) -> this.heard.add("departed " + server), String.class);
		assertThat(this.connection.start().blockingAwait(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
		assertThat(this.connection.invoke("join").blockingAwait(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
	}

	Single<String> begin(String method) {
		return this.connection.invoke(String.class, method).cache();
	}

	String call(String method) {
		return begin(method).timeout(LIMIT_SECONDS, TimeUnit.SECONDS).blockingGet();
	}

	boolean isConnected() {
		return this.ends.isEmpty() && this.connection.getConnectionState() == HubConnectionState.CONNECTED;
	}

	@Override
	public void close() {
		this.connection.stop().blockingAwait(LIMIT_SECONDS, TimeUnit.SECONDS);
	}

}
