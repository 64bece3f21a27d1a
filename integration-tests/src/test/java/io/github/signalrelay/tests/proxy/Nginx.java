// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

import io.github.signalrelay.tests.Requirements;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An nginx in front of others. Its address is known before it is started, since those
 * behind it may have to be told.
 */
final class Nginx implements AutoCloseable {

	private static final Duration START_LIMIT = Duration.ofSeconds(20);

	/** Address that those behind it see. */
	static final String ADDRESS = "127.0.0.9";

	/** What the documentation tells operators to set, but for the upgrade. */
	private static final String FORWARDED = """
			proxy_http_version 1.1;
			proxy_bind %s;
			proxy_set_header Host $http_host;
			proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
			proxy_set_header X-Forwarded-Host $http_host;
			proxy_set_header X-Forwarded-Proto $scheme;
			proxy_set_header X-Forwarded-Prefix $signalr_prefix;
			proxy_buffering off;
			proxy_read_timeout 100s;
			""".formatted(ADDRESS);

	private static final String UPGRADE = """
			proxy_set_header Upgrade $http_upgrade;
			proxy_set_header Connection $connection_upgrade;
			""";

	private final Path program;

	private final Path folder;

	private final int port;

	private final @Nullable Certificate certificate;

	private final String prefix;

	private @Nullable Process process;

	/**
	 * Prepares a proxy.
	 * @param name name of its folder
	 * @param tls whether clients reach it over TLS
	 * @param prefix path below which everything lies, empty or without a slash at the end
	 */
	Nginx(String name, boolean tls, String prefix) throws Exception {
		this.program = Requirements.program("nginx");
		this.folder = Requirements.moduleFolder().resolve("target/nginx").resolve(name);
		FileSystemUtils.deleteRecursively(this.folder);
		Files.createDirectories(this.folder);
		this.certificate = tls ? Certificate.make(this.folder) : null;
		this.prefix = prefix;
		this.port = freePort();
	}

	/** Programs that do not tell which port they were given need one that is named. */
	static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/**
	 * Address for clients.
	 * @return an address with the prefix
	 */
	URI address() {
		return URI.create(((this.certificate != null) ? "https" : "http") + "://localhost:" + this.port + this.prefix);
	}

	@Nullable Certificate certificate() {
		return this.certificate;
	}

	/**
	 * Starts and waits until it listens.
	 * @param upgrade whether upgrades to WebSockets are passed on
	 * @param locations paths below the prefix
	 */
	void start(boolean upgrade, List<Location> locations) throws Exception {
		Path file = Files.writeString(this.folder.resolve("nginx.conf"), configuration(upgrade, locations));
		Process started = new ProcessBuilder(this.program.toString(), "-p", this.folder + "/", "-c", file.toString(),
				"-e", "error.log")
			.redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("output.log").toFile())
			.start();
		this.process = started;
		Awaitility.await("nginx").atMost(START_LIMIT).ignoreExceptions().until(() -> {
			assertThat(started.isAlive()).as("nginx runs, see " + this.folder).isTrue();
			try (Socket socket = new Socket()) {
				socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port));
				return true;
			}
		});
	}

	private String configuration(boolean upgrade, List<Location> locations) {
		String common = FORWARDED + (upgrade ? UPGRADE : "");
		return """
				master_process off;
				daemon off;
				pid nginx.pid;
				events { worker_connections 256; }
				http {
					access_log access.log;
					client_body_temp_path body;
					proxy_temp_path proxy;
					fastcgi_temp_path fastcgi;
					uwsgi_temp_path uwsgi;
					scgi_temp_path scgi;
					map $http_upgrade $connection_upgrade { default upgrade; '' close; }
					server {
						%s
						server_name localhost;
						set $signalr_prefix "%s";
						%s
					}
				}
				""".formatted(listen(), this.prefix,
				locations.stream()
					.map((location) -> "location " + this.prefix + location.path() + " {\nproxy_pass "
							+ location.target() + ";\n" + common + "}")
					.collect(Collectors.joining("\n")));
	}

	private String listen() {
		String address = "listen 127.0.0.1:" + this.port;
		Certificate tls = this.certificate;
		return (tls == null) ? address + ";"
				: address + " ssl;\nssl_certificate " + tls.chain() + ";\nssl_certificate_key " + tls.key() + ";";
	}

	/**
	 * Requests that were passed on.
	 * @return lines of the access log
	 */
	List<String> accessLog() throws IOException {
		return Files.readAllLines(this.folder.resolve("access.log"));
	}

	@Override
	public void close() {
		Process running = this.process;
		if (running != null) {
			running.destroyForcibly();
		}
	}

}
