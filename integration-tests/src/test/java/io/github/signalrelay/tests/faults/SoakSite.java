// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.faults;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.link.TcpLink;

/**
 * A relay and three app servers, one of them in a process of its own, each of which
 * reaches the relay over a link that can fail; and clients, who reach it directly.
 */
final class SoakSite implements AutoCloseable {

	private static final int LOCAL = 2;

	private static final int CLIENTS = 60;

	private static final int GROUPS = 10;

	private final RelayFixture relay;

	private final List<TcpLink> links = new ArrayList<>();

	private final List<LocalAppServer> local = new ArrayList<>();

	private final AppServerProcess process;

	private final Crowd crowd;

	private final Announcements announcements;

	private SoakSite(long seed) {
		this.relay = RelayFixture.start();
		for (int i = 0; i < LOCAL; i++) {
			this.local.add(LocalAppServer.start(overNewLink()));
		}
		this.process = AppServerProcess.start(overNewLink());
		this.local.forEach(AppServer::awaitConnected);
		this.crowd = new Crowd(CLIENTS, GROUPS, Duration.ofMillis(500), Duration.ofSeconds(12), seed, this::anyHub);
		this.announcements = new Announcements(this.crowd.history(), this.local, false);
	}

	static SoakSite start(long seed) {
		return new SoakSite(seed);
	}

	private Map<String, Object> overNewLink() {
		TcpLink link = TcpLink.to(this.relay.origin());
		this.links.add(link);
		Map<String, Object> properties = new HashMap<>();
		properties.put("azure.signalr.connection-string",
				RelayDeployment.connectionString(link.address()) + "ClientEndpoint=" + this.relay.origin() + ";");
		return properties;
	}

	private URI anyHub() {
		List<AppServer> all = servers();
		return all.get(ThreadLocalRandom.current().nextInt(all.size())).hub();
	}

	List<AppServer> servers() {
		List<AppServer> all = new ArrayList<>(this.local);
		all.add(this.process);
		return all;
	}

	RelayFixture relay() {
		return this.relay;
	}

	List<TcpLink> links() {
		return this.links;
	}

	List<LocalAppServer> local() {
		return this.local;
	}

	AppServerProcess process() {
		return this.process;
	}

	Crowd crowd() {
		return this.crowd;
	}

	Announcements announcements() {
		return this.announcements;
	}

	@Override
	public void close() throws IOException {
		this.announcements.close();
		this.crowd.close();
		this.process.close();
		this.local.forEach(LocalAppServer::close);
		for (TcpLink link : this.links) {
			link.close();
		}
		this.relay.close();
	}

}
