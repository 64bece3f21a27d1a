// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.cost;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.Channel;
import io.netty.util.ResourceLeakDetector;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.Invocation;
import io.github.signalrelay.protocol.hub.JsonHubProtocol;
import io.github.signalrelay.protocol.hub.MessagePackHubProtocol;
import io.github.signalrelay.protocol.service.BroadcastData;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.protocol.service.GroupBroadcastData;
import io.github.signalrelay.protocol.service.HandshakeRequest;
import io.github.signalrelay.protocol.service.JoinGroup;
import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.service.Payloads;
import io.github.signalrelay.protocol.service.ServerConnectionType;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceLinkListener;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.relay.HubScope;
import io.github.signalrelay.relay.Relay;
import io.github.signalrelay.relay.RelayFixture;
import io.github.signalrelay.relay.RelayPortSettings;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.RelaySettings.Timeouts;
import io.github.signalrelay.relay.cost.CountedLoops.CountedLoop;
import io.github.signalrelay.relay.server.ServerConnectionTimes;

/**
 * A whole relay with clients on real sockets and an app server of the same process, which
 * does nothing that a test has not asked for: no pings, no sweeps, no turn of a loop that
 * ends because the machine is slow.
 * <p>
 * Netty's leak detection is off while it lives: it would allocate something for each
 * share of a frame.
 */
final class CountedRelay implements AutoCloseable, ServiceLinkListener {

	private static final Duration NEVER = Duration.ofHours(1);

	private static final Timeouts TIMEOUTS = new Timeouts(NEVER, NEVER, NEVER, NEVER, NEVER, Duration.ofSeconds(1),
			NEVER, NEVER, NEVER, NEVER, NEVER, ServerConnectionTimes.DEFAULTS);

	private static final Invocation CALL = new Invocation(Map.of(), null, "call", List.of("x".repeat(64)), List.of());

	private static final Map<String, Payload> MESSAGE = Map.of("json", new JsonHubProtocol().write(CALL), "messagepack",
			new MessagePackHubProtocol().write(CALL));

	private static final String GROUP = "all";

	/** Header of a WebSocket frame with so small a message. */
	private static final int HEADER = 2;

	private final ResourceLeakDetector.Level leakDetection = ResourceLeakDetector.getLevel();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	final CountedLoops loops;

	/** Channels of the clients. */
	private final Queue<Channel> channels = new ConcurrentLinkedQueue<>();

	private final Relay relay;

	private final int port;

	private final ServiceLink server;

	private final ReadingClients clients = new ReadingClients();

	/** Bytes of one broadcast to all clients. */
	private long broadcastSize;

	private long sent;

	/**
	 * @param nio whether to take the portable transport in place of epoll
	 */
	CountedRelay(int loopCount, boolean nio) {
		ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
		this.loops = new CountedLoops(loopCount, nio);
		RelaySettings settings = RelaySettings.withKeys(List.of(RelayFixture.KEY)).withTimeouts(TIMEOUTS);
		this.relay = RelayFixture.relay(settings, this.meters, this.loops, () -> 0);
		this.port = this.relay.start(new RelayPortSettings("127.0.0.1", 0),
				(http) -> http.doOnChannelInit((observer, channel, address) -> this.channels.add(channel)));
		this.server = this.relay.embeddedLinks()
			.open(HubScope.core("chat"), "server",
					new HandshakeRequest(1, ServerConnectionType.DEFAULT, "", MigrationLevel.OFF, false), this);
	}

	/** Answers handshakes, and puts all clients into one group. */
	@Override
	public void onMessage(ServiceLink link, ServiceMessage message) {
		if (message instanceof OpenConnection opening) {
			link.send(new JoinGroup(opening.connectionId(), GROUP, null));
		}
		else if (message instanceof ConnectionData data) {
			link.send(new ConnectionData(data.connectionId(), Payload.utf8("{}\u001e"), null, DataMessageType.HANDSHAKE,
					false));
		}
	}

	@Override
	public void onClosed(ServiceLink link, @Nullable String reason) {
		// at the end of the test
	}

	void connect(String protocol, int count) {
		this.clients.connect(this.port, RelayFixture.clientUri(), protocol, count);
		this.broadcastSize += count * (long) (HEADER + MESSAGE.get(protocol).length());
	}

	/**
	 * Broadcasts from one turn of an event loop, as an app server whose messages came in
	 * one read, and waits until all clients have everything.
	 */
	void broadcastBurst(CountedLoop loop, int messages) {
		loop.call(() -> {
			send(messages);
			return messages;
		});
		awaitDelivered(messages);
	}

	/**
	 * The same, but every second message goes to a group that all are in: these messages
	 * cannot be made one, since their audiences are not known to be the same.
	 */
	void mixedBurst(CountedLoop loop, int messages) {
		loop.call(() -> {
			for (int count = 0; count < messages; count++) {
				this.server.send((count % 2 == 0) ? broadcastData()
						: new GroupBroadcastData(GROUP, List.of(), new Payloads(MESSAGE), null, null, List.of(), null));
			}
			return messages;
		});
		awaitDelivered(messages);
	}

	/** Broadcasts from a thread that is no event loop's, and waits. */
	void broadcast() {
		send(1);
		awaitDelivered(1);
	}

	/** Counts what each client's channel writes from now on. For relays of one loop. */
	List<CountedOutput> countOutput() {
		List<CountedOutput> outputs = new ArrayList<>();
		this.loops.only().call(() -> {
			for (Channel channel : this.channels) {
				CountedOutput output = new CountedOutput();
				channel.pipeline().addFirst(output);
				outputs.add(output);
			}
			return null;
		});
		return outputs;
	}

	private void send(int messages) {
		for (int count = 0; count < messages; count++) {
			this.server.send(broadcastData());
		}
	}

	private static BroadcastData broadcastData() {
		return new BroadcastData(List.of(), new Payloads(MESSAGE), null, null);
	}

	private void awaitDelivered(int messages) {
		this.sent += messages * this.broadcastSize;
		this.clients.awaitReceived(this.sent);
	}

	double count(String meter) {
		return this.meters.get(meter).counter().count();
	}

	@Override
	public void close() {
		this.clients.close();
		this.relay.close();
		this.loops.dispose();
		ResourceLeakDetector.setLevel(this.leakDetection);
	}

}
