// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOServer;
import com.corundumstudio.socketio.Transport;
import io.netty.channel.epoll.Epoll;

import io.github.signalrelay.benchmarks.process.StandardOutput;

/**
 * netty-socketio with one event loop, as all servers that are measured: the events
 * {@code echo} and {@code broadcast} come back under their names.
 */
public final class NettySocketIoServer {

	private static final int BACKLOG = 4096;

	private NettySocketIoServer() {
	}

	/**
	 * Serves until the process ends.
	 * @param arguments not used
	 * @throws IOException if there is no free port
	 */
	public static void main(String[] arguments) throws IOException {
		int port = freePort();
		SocketIOServer server = new SocketIOServer(configuration(port));
		server.addEventListener("echo", String.class, (client, text, ack) -> client.sendEvent("echo", text));
		server.addEventListener("broadcast", String.class,
				(client, text, ack) -> server.getBroadcastOperations().sendEvent("broadcast", text));
		server.start();
		StandardOutput.listening(port);
	}

	private static Configuration configuration(int port) {
		Configuration configuration = new Configuration();
		configuration.setHostname("127.0.0.1");
		configuration.setPort(port);
		configuration.setTransports(Transport.WEBSOCKET);
		configuration.setBossThreads(1);
		configuration.setWorkerThreads(1);
		configuration.setUseLinuxNativeEpoll(Epoll.isAvailable());
		configuration.setWebsocketCompression(false);
		configuration.setHttpCompression(false);
		configuration.getSocketConfig().setAcceptBackLog(BACKLOG);
		return configuration;
	}

	/** The server cannot tell which port it has been given. */
	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

}
