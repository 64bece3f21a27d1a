// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What peers whose requests are refused leave in the log.
 */
class PeerLogIntegrationTests {

	private final RelayFixture fixture = new RelayFixture();

	private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeEach
	void start() {
		this.log.start();
		this.root.addAppender(this.log);
	}

	@AfterEach
	void stop() {
		this.root.detachAppender(this.log);
		this.fixture.close();
	}

	/** Lines that operators see. */
	private List<String> lines() {
		return List.copyOf(this.log.list)
			.stream()
			.filter((event) -> event.getLevel().isGreaterOrEqual(Level.INFO))
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /s3cret?access_token=s3cret HTTP/s3cret\r\ns3cret: s3cret\r\n\r\n",
			"GET /s3cret HTTP/1.1\r\nHost: localhost:s3cret\r\nX-s3cret: s3cret\r\n\r\n",
			"GET /s3cret|\" HTTP/1.1\r\nHost: localhost\r\n\r\n",
			"GET / HTTP/1.1\r\nHost: localhost\r\nCookie s3cret\r\n: s3cret\r\n\r\n" })
	void nothingOfARequestThatCannotBeReadIsLogged(String request) {
		try (RawSocket peer = new RawSocket(this.fixture.port)) {
			peer.send(request);
			assertThat(peer.response().status()).isIn(400, 404);
		}
		assertThat(lines()).noneMatch((line) -> line.contains("s3cret"));
	}

	@Test
	void tokensThatAreRefusedAreLoggedNowAndThen() {
		for (int count = 0; count < 20; count++) {
			try (RawSocket peer = new RawSocket(this.fixture.port)) {
				peer.send("POST /client/negotiate?hub=chat HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"
						+ "Authorization: Bearer s3cret\r\n\r\n");
				assertThat(peer.response().status()).isEqualTo(401);
			}
		}
		assertThat(lines()).filteredOn((line) -> line.contains("Refused a token"))
			.hasSizeBetween(1, 19)
			.allMatch((line) -> !line.contains("s3cret"));
	}

}
