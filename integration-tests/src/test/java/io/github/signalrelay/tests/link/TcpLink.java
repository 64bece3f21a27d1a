// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A piece of network that can fail: passes the bytes of each connection on until told
 * otherwise. Any thread may use it.
 */
public final class TcpLink implements AutoCloseable {

	private static final int BUFFER = 8 * 1024;

	private final ServerSocket server;

	private final URI target;

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "link");
		thread.setDaemon(true);
		return thread;
	});

	private final Set<Wire> wires = ConcurrentHashMap.newKeySet();

	/** No longer chosen. */
	private final Set<Wire> swallowed = ConcurrentHashMap.newKeySet();

	private TcpLink(ServerSocket server, URI target) {
		this.server = server;
		this.target = target;
		this.threads.execute(this::accept);
	}

	/**
	 * Listens on a free port.
	 * @param target address that connections are passed on to, each when it comes
	 * @return the link
	 */
	public static TcpLink to(URI target) {
		try {
			return new TcpLink(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Address of the near end.
	 * @return an address without a path
	 */
	public URI address() {
		return URI.create("http://127.0.0.1:" + this.server.getLocalPort());
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				connect(this.server.accept());
			}
			catch (IOException ex) {
				// Closed
			}
		}
	}

	private void connect(Socket near) throws IOException {
		try {
			Wire wire = new Wire(near, new Socket(this.target.getHost(), this.target.getPort()));
			this.wires.add(wire);
			this.threads.execute(() -> wire.pass(wire.near, wire.far));
			this.threads.execute(() -> wire.pass(wire.far, wire.near));
		}
		catch (IOException ex) {
			near.close(); // nobody at the far end: who connects will see
		}
	}

	/**
	 * Ends one of the connections there are.
	 * @param random chooses it
	 * @param ending how
	 * @return whether there was one
	 */
	public boolean cutOne(Random random, Ending ending) {
		List<Wire> present = List.copyOf(this.wires);
		if (present.isEmpty()) {
			return false;
		}
		Wire wire = present.get(random.nextInt(present.size()));
		switch (ending) {
			case RESET -> wire.cut();
			case FINISH -> wire.finish();
			case SILENCE -> {
				wire.silent = true;
				this.wires.remove(wire);
				this.swallowed.add(wire);
			}
		}
		return true;
	}

	/** Ways for a connection to end. */
	public enum Ending {

		/** Both ends get a reset. */
		RESET,

		/** Both ends get what is under way, and then the ordinary end of a stream. */
		FINISH,

		/** Nothing arrives any more, also no end. */
		SILENCE

	}

	/**
	 * Resets every connection there is, towards both ends.
	 */
	public void cut() {
		this.wires.forEach(Wire::cut);
	}

	/**
	 * Every connection there is falls silent: both ends believe that it stands, and
	 * nothing arrives any more, also not its end. New connections are not concerned.
	 */
	public void swallow() {
		this.wires.forEach((wire) -> wire.silent = true);
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		cut();
		this.swallowed.forEach(Wire::cut);
		this.threads.shutdownNow();
	}

	/** One connection through the link. */
	private final class Wire {

		private final Socket near;

		private final Socket far;

		private volatile boolean silent;

		Wire(Socket near, Socket far) {
			this.near = near;
			this.far = far;
		}

		private void pass(Socket from, Socket to) {
			byte[] buffer = new byte[BUFFER];
			try {
				for (int size = from.getInputStream().read(buffer); size >= 0; size = from.getInputStream()
					.read(buffer)) {
					if (!this.silent) {
						to.getOutputStream().write(buffer, 0, size);
					}
				}
			}
			catch (IOException ex) {
				// An end like any other
			}
			if (!this.silent) {
				end();
			}
		}

		private void cut() {
			try {
				// makes close send a reset
				this.near.setSoLinger(true, 0);
				this.far.setSoLinger(true, 0);
			}
			catch (IOException ex) {
				// One of them is closed already
			}
			end();
		}

		private void finish() {
			try {
				this.near.shutdownOutput();
				this.far.shutdownOutput();
			}
			catch (IOException ex) {
				end(); // one of them is closed already
			}
		}

		private void end() {
			TcpLink.this.wires.remove(this);
			try (Socket first = this.near; Socket second = this.far) {
				first.shutdownInput();
				second.shutdownInput();
			}
			catch (IOException ex) {
				// Closed anyway
			}
		}

	}

}
