// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.docs;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tables of docs/aspnetcore.md. Each code span of a second column is a Java name or a
 * property that exists: {@code Type}, {@code Type.method()}, {@code @Annotation},
 * {@code @Annotation(attribute)} or {@code signalr.some.property}. A cell that says
 * "none" gives a reason.
 */
class AspNetCoreDocumentTests {

	private static final Pattern ROW = Pattern.compile("^\\| (.*?) \\| (.*?) \\|(.*)\\|$", Pattern.MULTILINE);

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	private static final Pattern PROPERTY = Pattern.compile("(signalr|azure)\\.[a-z.-]+");

	private static final Pattern JAVA = Pattern.compile("@?([A-Z]\\w*)(?:\\.(\\w+)\\(\\)|\\((\\w+)\\))?");

	private static final Pattern REASON = Pattern.compile("none: .{20,}");

	/** Homes of names that are not ours. */
	private static final List<String> FOREIGN = List.of("java.security", "java.util", "java.util.concurrent",
			"java.util.stream", "jakarta.annotation.security", "kotlinx.coroutines.flow", "org.reactivestreams",
			"org.springframework.beans.factory", "org.springframework.beans.factory.annotation",
			"org.springframework.core.annotation", "org.springframework.security.access.annotation",
			"org.springframework.security.access.prepost", "org.springframework.security.core",
			"reactor.core.publisher", "io.micrometer.observation", "tools.jackson.databind.json");

	/** What there is in ASP.NET Core; the source is the hub protocol reference. */
	private static final List<String> MEMBERS = List.of("HubCallerContext.ConnectionId",
			"HubCallerContext.UserIdentifier", "HubCallerContext.User", "HubCallerContext.Items",
			"HubCallerContext.Features", "HubCallerContext.ConnectionAborted", "HubCallerContext.Abort", "Clients.All",
			"Clients.AllExcept", "Clients.Caller", "Clients.Others", "Clients.OthersInGroup", "Clients.Client",
			"Clients.Clients", "Clients.Group", "Clients.Groups", "Clients.GroupExcept", "Clients.User",
			"Clients.Users", "Groups.AddToGroupAsync", "Groups.RemoveFromGroupAsync", "HubOptions.HandshakeTimeout",
			"HubOptions.KeepAliveInterval", "HubOptions.ClientTimeoutInterval", "HubOptions.SupportedProtocols",
			"HubOptions.MaximumReceiveMessageSize", "HubOptions.EnableDetailedErrors",
			"HubOptions.StreamBufferCapacity", "HubOptions.MaximumParallelInvocationsPerClient",
			"HubOptions.DisableImplicitFromServicesParameters", "HubOptions.StatefulReconnectBufferSize",
			"HttpConnectionDispatcherOptions.Transports", "HttpConnectionDispatcherOptions.TransportMaxBufferSize",
			"HttpConnectionDispatcherOptions.ApplicationMaxBufferSize",
			"HttpConnectionDispatcherOptions.TransportSendTimeout", "HttpConnectionDispatcherOptions.AuthorizationData",
			"HttpConnectionDispatcherOptions.LongPolling.PollTimeout",
			"HttpConnectionDispatcherOptions.WebSockets.CloseTimeout",
			"HttpConnectionDispatcherOptions.WebSockets.SubProtocolSelector",
			"HttpConnectionDispatcherOptions.MinimumProtocolVersion",
			"HttpConnectionDispatcherOptions.CloseOnAuthenticationExpiration",
			"HttpConnectionDispatcherOptions.AllowStatefulReconnects", "IHubFilter.InvokeMethodAsync",
			"IHubFilter.OnConnectedAsync", "IHubFilter.OnDisconnectedAsync", "Hub.OnConnectedAsync",
			"Hub.OnDisconnectedAsync", "IUserIdProvider", "HubMethodName", "FromServices", "FromKeyedServices",
			"CancellationToken");

	/** Names of our own classes, by simple name. */
	private static final Map<String, Set<String>> OURS = new HashMap<>();

	private static final Set<String> PROPERTIES = new HashSet<>();

	@BeforeAll
	static void findNames() throws IOException {
		ClassLoader classLoader = AspNetCoreDocumentTests.class.getClassLoader();
		for (Resource resource : new PathMatchingResourcePatternResolver(classLoader)
			.getResources("classpath*:io/github/signalrelay/**/*.class")) {
			String path = resource.getURL().toString();
			String name = path.substring(path.lastIndexOf("io/github/signalrelay"), path.length() - ".class".length());
			if (!path.contains("/test-classes/")) {
				OURS.computeIfAbsent(name.substring(name.lastIndexOf('/') + 1), (absent) -> new HashSet<>())
					.add(name.replace('/', '.'));
			}
		}
		for (URL url : Collections.list(classLoader.getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream input = url.openStream()) {
				for (JsonNode property : JsonMapper.builder().build().readTree(input).path("properties")) {
					PROPERTIES.add(property.path("name").asString());
				}
			}
		}
	}

	@TestFactory
	Stream<DynamicTest> everyRowNamesWhatExists() throws IOException {
		return rows().map((row) -> DynamicTest.dynamicTest(row.feature(), row::check));
	}

	@Test
	void everyMemberHasARow() throws IOException {
		List<String> features = rows().map(Row::feature).toList();
		assertThat(MEMBERS)
			.allSatisfy((member) -> assertThat(features).anyMatch((feature) -> feature.contains("`" + member + "`")));
	}

	@Test
	void whatDoesNotExistIsNoticed() {
		assertThat(exists("HubCaller.connectionId()")).isTrue();
		assertThat(exists("HubCaller.connectionIdentifier()")).isFalse();
		assertThat(exists("HubOpinions")).isFalse();
		assertThat(exists("HubDispatcher")).as("not public").isFalse();
		assertThat(exists("@Hub(path)")).isTrue();
		assertThat(exists("@Hub(road)")).isFalse();
		assertThat(exists("signalr.hub.keep-alive-interval")).isTrue();
		assertThat(exists("signalr.hub.keep-alive")).isFalse();
		assertThat(exists("some words")).isFalse();
	}

	private static Stream<Row> rows() throws IOException {
		String text = Files.readString(Path.of("").toAbsolutePath().resolveSibling("docs").resolve("aspnetcore.md"));
		return ROW.matcher(text)
			.results()
			.map((match) -> new Row(match.group(1), match.group(2)))
			.filter((row) -> !row.feature().equals("ASP.NET Core"));
	}

	private static boolean exists(String name) {
		if (PROPERTY.matcher(name).matches()) {
			return PROPERTIES.contains(name);
		}
		Matcher matcher = JAVA.matcher(name);
		return matcher.matches()
				&& types(matcher.group(1)).anyMatch((type) -> (!name.startsWith("@") || type.isAnnotation())
						&& has(type, matcher.group(2)) && has(type, matcher.group(3)));
	}

	private static Stream<Class<?>> types(String simpleName) {
		Stream<String> foreign = FOREIGN.stream().map((home) -> home + "." + simpleName);
		return Stream.concat(OURS.getOrDefault(simpleName, Set.of()).stream(), foreign)
			.filter((name) -> ClassUtils.isPresent(name, null))
			.<Class<?>>map((name) -> ClassUtils.resolveClassName(name, null))
			.filter((type) -> Modifier.isPublic(type.getModifiers()));
	}

	private static boolean has(Class<?> type, String method) {
		return method == null
				|| Arrays.stream(type.getMethods()).anyMatch((candidate) -> candidate.getName().equals(method));
	}

	/**
	 * A row of a table.
	 *
	 * @param feature what ASP.NET Core has
	 * @param here what is here
	 */
	private record Row(String feature, String here) {

		void check() {
			if (this.here.startsWith("none")) {
				assertThat(this.here).matches(REASON);
				return;
			}
			List<String> names = CODE.matcher(this.here).results().map((match) -> match.group(1)).toList();
			assertThat(names).isNotEmpty().allSatisfy((name) -> assertThat(exists(name)).as(name).isTrue());
		}

	}

}
