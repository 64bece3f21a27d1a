// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.Claim;

/**
 * Says who a test client is and how it connects. For one thread and one client.
 * <p>
 * Unless {@link #user}, {@link #principal} or {@link #anonymous} is called, the client is
 * the user that Spring Security knows in the test's thread, for example by
 * {@code @WithMockUser}; without one it is anonymous.
 */
public final class TestHubClientBuilder {

	private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);

	private final HubTester tester;

	private final String hub;

	private final List<Claim> claims = new ArrayList<>();

	private final StringJoiner query = new StringJoiner("&");

	private final Map<String, List<String>> headers = new LinkedHashMap<>();

	private final Map<String, Function<ReceivedInvocation, ? extends @Nullable Object>> answers = new LinkedHashMap<>();

	private @Nullable Principal principal;

	private String protocol = "json";

	private Duration limit = DEFAULT_LIMIT;

	TestHubClientBuilder(HubTester tester, String hub, @Nullable Principal principal) {
		this.tester = tester;
		this.hub = hub;
		this.principal = principal;
	}

	/**
	 * Makes the client an authenticated user.
	 * @param name name of the principal, and so the user id, unless the application has a
	 * {@code UserIdProvider} of its own
	 * @param authorities authorities of Spring Security, such as {@code ROLE_ADMIN}
	 * @return this builder
	 * @throws IllegalStateException if there are authorities but no Spring Security
	 */
	public TestHubClientBuilder user(String name, String... authorities) {
		this.principal = TestUsers.named(name, authorities);
		return this;
	}

	/**
	 * Makes the client a user that negotiate sees as it is: any principal, also an
	 * {@code Authentication} of Spring Security.
	 * @param user the user
	 * @return this builder
	 */
	public TestHubClientBuilder principal(Principal user) {
		this.principal = user;
		return this;
	}

	/**
	 * Makes the client nobody, whoever the test's thread is.
	 * @return this builder
	 */
	public TestHubClientBuilder anonymous() {
		this.principal = null;
		return this;
	}

	/**
	 * Adds a claim to those that the application makes of the user. A client with a claim
	 * is not anonymous.
	 * @param type type of the claim
	 * @param value value of the claim
	 * @return this builder
	 */
	public TestHubClientBuilder claim(String type, String value) {
		this.claims.add(new Claim(type, value));
		return this;
	}

	/**
	 * Adds a parameter to the query that the client connects with.
	 * @param name name of the parameter
	 * @param value its value, not encoded
	 * @return this builder
	 */
	public TestHubClientBuilder query(String name, String value) {
		this.query.add(encode(name) + "=" + encode(value));
		return this;
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	/**
	 * Adds a header to the requests of the client.
	 * @param name name of the header
	 * @param values its values
	 * @return this builder
	 */
	public TestHubClientBuilder header(String name, String... values) {
		this.headers.put(name, List.of(values));
		return this;
	}

	/**
	 * Chooses the hub protocol, {@code json} unless called.
	 * @param name {@code json} or {@code messagepack}
	 * @return this builder
	 */
	public TestHubClientBuilder protocol(String name) {
		this.protocol = name;
		return this;
	}

	/**
	 * Gives the client a method that hubs call for its result. Calls of methods without
	 * an answer wait for {@link ReceivedInvocation#reply}.
	 * @param target name of the method, compared exactly
	 * @param answer makes the result, on a thread of its own; what it throws is an error
	 * with that message for the hub
	 * @return this builder
	 */
	public TestHubClientBuilder on(String target, Function<ReceivedInvocation, ? extends @Nullable Object> answer) {
		this.answers.put(target, answer);
		return this;
	}

	/**
	 * Limits all waiting of the client.
	 * @param time longest wait, 10 seconds unless set
	 * @return this builder
	 */
	public TestHubClientBuilder limit(Duration time) {
		this.limit = time;
		return this;
	}

	/**
	 * Connects: negotiates, is let in by the relay, and shakes hands. The connect
	 * callback of the hub may still be running; calls wait for it.
	 * @return the client
	 * @throws HubConnectException if the client is not let in
	 */
	public TestHubClient connect() {
		return this.tester.connect(new ClientPlan(this.hub, this.principal, this.claims, this.query.toString(),
				this.headers, this.protocol, this.answers, this.limit));
	}

}
