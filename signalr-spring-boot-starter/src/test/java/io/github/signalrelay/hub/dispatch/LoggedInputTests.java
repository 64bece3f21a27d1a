// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What clients send stays out of the log, at every level. */
class LoggedInputTests {

	private static final String SECRET = "a-secret-of-the-client";

	private static final String TEXT = "\"" + SECRET + "\"";

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.signalrelay");

	private final Level level = this.logger.getLevel();

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	private final HubFixture fixture = HubFixture.of(CountingHub.class);

	@BeforeEach
	void listen() {
		this.appender.start();
		this.logger.addAppender(this.appender);
		this.logger.setLevel(Level.TRACE);
	}

	@AfterEach
	void close() {
		this.logger.detachAppender(this.appender);
		this.logger.setLevel(this.level);
		this.fixture.close();
	}

	static Stream<String> messages() {
		String call = "{\"type\":1,\"invocationId\":\"1\",\"target\":\"half\",\"arguments\":[%s]}";
		return Stream.of(call.formatted(TEXT), call.formatted("1," + TEXT), call.formatted("{" + TEXT + ":1}"),
				"{\"type\":2,\"invocationId\":\"s\",\"item\":" + TEXT + "}",
				"{\"type\":2,\"invocationId\":" + TEXT + ",\"item\":1}",
				"{\"type\":3,\"invocationId\":" + TEXT + ",\"result\":" + TEXT + "}",
				"{\"type\":5,\"invocationId\":" + TEXT + "}", call.formatted(SECRET), SECRET);
	}

	@ParameterizedTest
	@MethodSource("messages")
	void isNotLogged(String message) {
		TestClient client = this.fixture.connect();
		client.upload("0", "sum", "", "\"s\"");
		this.appender.list.clear();
		client.send(message);
		await().atMost(TestClient.LIMIT).until(() -> !this.appender.list.isEmpty());
		client.leave();
		assertThat(this.appender.list).noneMatch((event) -> layout(event).contains(SECRET));
	}

	/** Everything that a log would show, stack traces included. */
	private static String layout(ILoggingEvent event) {
		PatternLayout layout = new PatternLayout();
		layout.setContext(((Logger) LoggerFactory.getLogger("ROOT")).getLoggerContext());
		layout.setPattern("%msg %ex");
		layout.start();
		return layout.doLayout(event);
	}

	@Hub("counting")
	static class CountingHub {

		@HubMethod
		int half(int number) {
			return number / 2;
		}

		@HubMethod
		Mono<Integer> sum(Flux<Integer> numbers) {
			return numbers.reduce(0, Integer::sum);
		}

	}

}
