// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.context.i18n.LocaleContextHolder;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.HubPrincipal;
import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.protocol.service.Claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Service protocol reference, sections 4.7 to 4.9: who the caller is and what its request
 * was.
 */
class CallerTests {

	private static final String NAME = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name";

	private final HubFixture fixture = HubFixture.of(CallerHub.class);

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void anonymousWithoutClaims() {
		HubCaller caller = connect(List.of(), Map.of(), "");
		assertThat(caller.userId()).isNull();
		assertThat(caller.principal()).isNull();
		assertThat(caller.claims()).isEmpty();
		assertThat(hub().principal).isNull();
	}

	@Test
	void anonymousUserMayHaveAnId() {
		HubCaller caller = connect(List.of(new Claim("asrs.s.uid", "u1")), Map.of(), "");
		assertThat(caller.userId()).isEqualTo("u1");
		assertThat(caller.principal()).isNull();
	}

	@Test
	void principalOfTheUsersClaims() {
		HubCaller caller = connect(List.of(new Claim("asrs.s.uid", "u1"), new Claim("asrs.s.aut", "Form"),
				new Claim("asrs.s.rt", "team"), new Claim(NAME, "Ann"), new Claim("team", "red"),
				new Claim("team", "blue"), new Claim("asrs.u.aud", "mine"), new Claim("exp", "1")), Map.of(), "");
		HubPrincipal principal = (HubPrincipal) caller.principal();
		assertThat(principal.getName()).isEqualTo("Ann");
		assertThat(principal.authenticationType()).isEqualTo("Form");
		assertThat(principal.roles()).containsExactly("red", "blue");
		assertThat(caller.claims()).containsExactly(new Claim(NAME, "Ann"), new Claim("team", "red"),
				new Claim("team", "blue"), new Claim("aud", "mine"));
		assertThat(hub().principal).isSameAs(principal);
	}

	@Test
	void requestAsForwarded() {
		HubCaller caller = connect(
				List.of(), TestClient.headers("X-Forwarded-For", "10.1.2.3, 10.0.0.1", "Accept-Language", "de",
						"asrs-transport", "LongPolling"),
				"?hub=callers&asrs.op=%2Fcallers&room=a%20b&room=c+d&flag&broken=%zz");
		assertThat(caller.request().path()).isEqualTo("/callers");
		assertThat(caller.request().queryParameter("room")).isEqualTo("a b");
		assertThat(caller.request().query().get("room")).containsExactly("a b", "c d");
		assertThat(caller.request().queryParameter("flag")).isEmpty();
		assertThat(caller.request().queryParameter("broken")).isEqualTo("%zz");
		assertThat(caller.request().queryParameter("none")).isNull();
		assertThat(caller.request().header("accept-language")).isEqualTo("de");
		assertThat(caller.request().remoteAddress()).isEqualTo("10.1.2.3");
		assertThat(caller.request().transport()).isEqualTo(TransportType.LONG_POLLING);
	}

	@Test
	void transportThatTheRelayDoesNotTellOrNobodyKnows() {
		assertThat(connect(List.of(), Map.of(), "").request().transport()).isNull();
		assertThat(connect(List.of(), TestClient.headers("Asrs-Transport", "Pigeons"), "").request().transport())
			.isNull();
	}

	@ParameterizedTest
	@CsvSource({ "?asrs_lang=de-AT&asrs_ui_lang=en, en", "?asrs_lang=de-AT, de-AT", "?asrs_lang=zh-Hans-CN, zh-Hans-CN",
			"?asrs_lang=no%20language,", "?asrs_ui_lang=,", "?room=1," })
	void languageIsThatOfTheNegotiation(String query, @Nullable String language) {
		HubCaller caller = connect(List.of(), Map.of(), query);
		Locale expected = (language != null) ? Locale.forLanguageTag(language) : null;
		assertThat(caller.request().locale()).isEqualTo(expected);
		assertThat(caller.locale()).isEqualTo(expected);
		assertThat(hub().locale).isEqualTo((expected != null) ? expected : Locale.getDefault());
	}

	@Test
	void forwardedTextThatIsNoAddressIsIgnored() {
		HubCaller caller = connect(List.of(), TestClient.headers("X-Forwarded-For", "evil.example"), "");
		assertThat(caller.request().remoteAddress()).isNull();
		assertThat(caller.request().path()).isEmpty();
	}

	@Test
	void itemsLiveAsLongAsTheConnection() {
		HubCaller caller = connect(List.of(), Map.of(), "");
		caller.items().put("room", 7);
		assertThat(connect(List.of(), Map.of(), "").items()).isEmpty();
		assertThat(caller.items()).containsEntry("room", 7);
	}

	private HubCaller connect(List<Claim> claims, Map<String, List<String>> headers, String query) {
		hub().caller = null;
		String id = "caller-" + this.fixture.dispatcher().clientCount();
		TestClient client = new TestClient(this.fixture, this.fixture.dispatcher(), this.fixture.link, id, claims,
				headers, query);
		client.send("{\"protocol\":\"json\",\"version\":1}");
		client.invoke("1", "keep", "");
		await().atMost(TestClient.LIMIT).until(() -> hub().caller != null);
		return hub().caller;
	}

	private CallerHub hub() {
		return this.fixture.bean(CallerHub.class);
	}

	@Hub("callers")
	static class CallerHub {

		volatile @Nullable HubCaller caller;

		volatile @Nullable Principal principal;

		volatile @Nullable Locale locale;

		@HubMethod
		void keep(HubCaller caller, @Nullable Principal principal) {
			this.principal = principal;
			this.locale = LocaleContextHolder.getLocale();
			this.caller = caller;
		}

	}

}
