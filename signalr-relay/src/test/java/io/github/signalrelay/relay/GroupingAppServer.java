// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.nio.ByteBuffer;
import java.util.List;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.Ack;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.protocol.service.HandshakeRequest;
import io.github.signalrelay.protocol.service.JoinGroupWithAck;
import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.service.ServerConnectionType;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.protocol.service.ServiceMessageReader;
import io.github.signalrelay.protocol.service.ServiceMessageWriter;

/**
 * An app server over a real service connection that answers the handshake of each client
 * and puts it into groups. Used by one thread; reads only while that asks for something.
 */
final class GroupingAppServer implements ServiceMessageReader.Handler, AutoCloseable {

	private static final int MAXIMUM = 1024 * 1024;

	private final RawSocket socket;

	private final List<String> groups;

	private final ServiceMessageReader reader = new ServiceMessageReader(MAXIMUM);

	private int welcomed;

	private int joined;

	GroupingAppServer(int port, List<String> groups) {
		this.socket = new RawSocket(port);
		this.groups = groups;
		String token = RelayFixture.token("http://localhost/server/?hub=chat");
		RawSocket.Response response = this.socket.upgrade("/server/?hub=chat&cid=c1", "Authorization: Bearer " + token);
		if (response.status() != 101) {
			throw new AssertionError("status: " + response + " (expected: 101)");
		}
		send(new HandshakeRequest(1, ServerConnectionType.DEFAULT, "", MigrationLevel.OFF, false));
		this.socket.read();
	}

	private void send(ServiceMessage message) {
		this.socket.sendBinary(ServiceMessageWriter.write(message));
	}

	/** Answers the next client and waits until it is in the groups. */
	void welcomeNext() {
		int clients = this.welcomed + 1;
		while (this.welcomed < clients || this.joined < clients * this.groups.size()) {
			this.reader.read(ByteBuffer.wrap(this.socket.readData().payload()), this);
		}
	}

	@Override
	public void onMessage(ServiceMessage message) {
		if (message instanceof OpenConnection open) {
			this.welcomed++;
			send(new ConnectionData(open.connectionId(), Payload.utf8("{}" + RecordingHub.RS), null,
					DataMessageType.HANDSHAKE, false));
			for (String group : this.groups) {
				send(new JoinGroupWithAck(open.connectionId(), group, 1, null));
			}
		}
		else if (message instanceof Ack) {
			this.joined++;
		}
	}

	@Override
	public void onUnknownType(int type) {
		throw new AssertionError("type: " + type + " (expected: a known one)");
	}

	@Override
	public void onInvalid(String problem) {
		throw new AssertionError(problem);
	}

	@Override
	public void close() {
		this.socket.close();
	}

}
