// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;

import io.github.signalrelay.protocol.connection.ConnectionString;
import io.github.signalrelay.protocol.connection.ServiceUrls;
import io.github.signalrelay.protocol.service.Ack;
import io.github.signalrelay.protocol.service.AckStatus;
import io.github.signalrelay.protocol.service.AckableMessage;
import io.github.signalrelay.protocol.service.CheckGroupExistenceWithAck;
import io.github.signalrelay.protocol.service.CheckUserExistenceWithAck;
import io.github.signalrelay.protocol.service.CloseUserConnectionsWithAck;
import io.github.signalrelay.protocol.service.GroupMemberQuery;
import io.github.signalrelay.protocol.service.HandshakeRequest;
import io.github.signalrelay.protocol.service.HandshakeResponse;
import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.protocol.service.ServerConnectionType;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.protocol.service.ServiceMessageReader;
import io.github.signalrelay.protocol.service.ServiceMessageWriter;
import io.github.signalrelay.protocol.token.AccessTokenIssuer;
import io.github.signalrelay.protocol.token.TokenAlgorithm;
import io.github.signalrelay.tests.chatter.ChatterApplication;
import io.github.signalrelay.tests.deployment.RelayDeployment;

/**
 * Asks a relay what it knows of groups and users, over a service connection that takes no
 * clients. Any thread may use it.
 */
final class RelayInspector implements AutoCloseable, WebSocket.Listener, ServiceMessageReader.Handler {

	private static final long LIMIT_SECONDS = 20;

	private static final String HUB = ChatterApplication.PATH.substring(1);

	private final ServiceMessageReader reader = new ServiceMessageReader(1 << 20);

	private final CompletableFuture<HandshakeResponse> handshake = new CompletableFuture<>();

	private final Map<Integer, CompletableFuture<Ack>> questions = new ConcurrentHashMap<>();

	private final AtomicInteger ids = new AtomicInteger();

	private final WebSocket socket;

	private RelayInspector(URI relay) {
		ConnectionString access = ConnectionString.parse(RelayDeployment.connectionString(relay));
		ServiceUrls urls = new ServiceUrls(access, null);
		String token = new AccessTokenIssuer(access.accessKey(), TokenAlgorithm.HS256, Clock.systemUTC())
			.issue(urls.serverAudience(HUB), Duration.ofMinutes(1), List.of());
		this.socket = HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.header("Authorization", "Bearer " + token)
			.header("X-ASRS-Server-Id", "inspector")
			.buildAsync(URI.create(urls.server(HUB, UUID.randomUUID().toString(), null)), this)
			.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
			.join();
	}

	static RelayInspector of(URI relay) {
		RelayInspector inspector = new RelayInspector(relay);
		inspector.send(new HandshakeRequest(1, ServerConnectionType.WEAK, "", MigrationLevel.OFF, false));
		HandshakeResponse answer = inspector.handshake.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
		String error = answer.errorMessage();
		if (error != null && !error.isEmpty()) {
			throw new IllegalStateException(error);
		}
		return inspector;
	}

	private void send(ServiceMessage message) {
		this.socket.sendBinary(ByteBuffer.wrap(ServiceMessageWriter.write(message)), true).join();
	}

	private Ack ask(IntFunction<AckableMessage> question) {
		int id = this.ids.incrementAndGet();
		CompletableFuture<Ack> answer = new CompletableFuture<>();
		this.questions.put(id, answer);
		send(question.apply(id));
		return answer.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
	}

	boolean groupExists(String group) {
		return ask((id) -> new CheckGroupExistenceWithAck(group, id, null)).status() == AckStatus.OK.code();
	}

	boolean userExists(String user) {
		return ask((id) -> new CheckUserExistenceWithAck(user, id, null)).status() == AckStatus.OK.code();
	}

	/** Closes all connections of a user; says whether there were any. */
	boolean closeUser(String user, String reason) {
		return ask((id) -> new CloseUserConnectionsWithAck(user, reason, id, List.of(), null)).status() == AckStatus.OK
			.code();
	}

	/**
	 * Members of a group.
	 * @param group name of a group with 200 members at most
	 * @return their connection ids
	 */
	Set<String> members(String group) {
		Ack ack = ask((id) -> new GroupMemberQuery(null, group, id, 0, null));
		Set<String> members = new HashSet<>();
		if (ack.payload() == null) {
			return members;
		}
		try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(ack.payload().toByteArray())) {
			unpacker.unpackArrayHeader();
			for (int left = unpacker.unpackArrayHeader(); left > 0; left--) {
				int fields = unpacker.unpackArrayHeader();
				members.add(unpacker.unpackString());
				unpacker.skipValue(fields - 1);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return members;
	}

	@Override
	public CompletionStage<?> onBinary(WebSocket open, ByteBuffer data, boolean last) {
		this.reader.read(data, this);
		open.request(1);
		return null;
	}

	@Override
	public void onMessage(ServiceMessage message) {
		if (message instanceof HandshakeResponse response) {
			this.handshake.complete(response);
		}
		else if (message instanceof Ack ack) {
			CompletableFuture<Ack> question = this.questions.remove(ack.ackId());
			if (question != null) {
				question.complete(ack);
			}
		}
	}

	@Override
	public void onUnknownType(int type) {
		throw new IllegalStateException("type " + type);
	}

	@Override
	public void onInvalid(String problem) {
		throw new IllegalStateException(problem);
	}

	@Override
	public void close() {
		this.socket.abort();
	}

}
