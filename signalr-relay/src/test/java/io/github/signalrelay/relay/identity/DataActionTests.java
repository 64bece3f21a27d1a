// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.identity;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.signalrelay.relay.identity.DataAction.AUTH_ACCESS_KEY;
import static io.github.signalrelay.relay.identity.DataAction.CLIENT_CONNECTION_WRITE;
import static io.github.signalrelay.relay.identity.DataAction.HUB_SEND;
import static io.github.signalrelay.relay.identity.DataAction.SERVER_CONNECTION_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DataAction} and {@link PermissionsClaim}.
 */
class DataActionTests {

	@ParameterizedTest
	@EnumSource
	void isKnownByItsNameWithAndWithoutPrefix(DataAction action) {
		assertThat(DataAction.named(action.actionName())).containsExactly(action);
		assertThat(DataAction.named(action.actionName().substring("Microsoft.SignalRService/SignalR/".length())))
			.containsExactly(action);
	}

	@ParameterizedTest
	@CsvSource({ "SignalR App Server, 3", "SignalR.AppServer, 3", "signalr_rest_api_reader, 3",
			"SignalR REST API Owner, 11", "SignalRServiceOwner, 16", "nonsense, 0", "'', 0" })
	void rolesAreThoseOfAzure(String role, int actions) {
		assertThat(DataAction.named(role)).hasSize(actions);
	}

	@Test
	void appServersMayConnectAndSignTokensAndCloseClients() {
		assertThat(DataAction.named("SignalR App Server")).containsExactlyInAnyOrder(AUTH_ACCESS_KEY,
				SERVER_CONNECTION_WRITE, CLIENT_CONNECTION_WRITE);
	}

	private static Set<DataAction> read(String claim, Map<String, Object> claims) {
		return new PermissionsClaim(new OidcIssuer("https://id.example.org", null, Set.of("a"), claim,
				Map.of("senders", Set.of(HUB_SEND)), Set.of()))
			.read(claims);
	}

	@Test
	void permissionsAreFoundWhereverTheProviderPutsThem() {
		assertThat(read("roles", Map.of("roles", List.of("SignalR.AppServer", "x", 7)))).hasSize(3);
		assertThat(read("scp", Map.of("scp", "profile serverConnection/write senders")))
			.containsExactlyInAnyOrder(SERVER_CONNECTION_WRITE, HUB_SEND);
		assertThat(read("roles", Map.of("roles", "SignalR App Server"))).hasSize(3);
		assertThat(read("realm_access.roles", Map.of("realm_access", Map.of("roles", List.of("senders")))))
			.containsExactly(HUB_SEND);
		assertThat(read("https://example.org/roles", Map.of("https://example.org/roles", List.of("senders"))))
			.containsExactly(HUB_SEND);
	}

	@Test
	void withoutTheClaimNothingIsAllowedButWhatIsGranted() {
		assertThat(read("roles", Map.of("other", List.of("senders")))).isEmpty();
		assertThat(read("a.b", Map.of("a", "text"))).isEmpty();
		OidcIssuer generous = new OidcIssuer("https://id.example.org", null, Set.of("a"), "roles", Map.of(),
				Set.of(SERVER_CONNECTION_WRITE));
		assertThat(new PermissionsClaim(generous).read(Map.of())).containsExactly(SERVER_CONNECTION_WRITE);
	}

}
