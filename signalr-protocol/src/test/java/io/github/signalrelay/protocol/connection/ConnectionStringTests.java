// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.connection;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.protocol.token.EntraCredential;
import io.github.signalrelay.protocol.token.EntraCredential.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ConnectionString} (service protocol reference, 5.1 and 5.2).
 */
class ConnectionStringTests {

	@Test
	void wellKnownStringOfTheEmulator() {
		ConnectionString parsed = ConnectionString.parse("Endpoint=http://localhost;Port=8888;"
				+ "AccessKey=ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH;Version=1.0;");
		assertThat(parsed.endpoint()).isEqualTo(URI.create("http://localhost:8888"));
		assertThat(parsed.accessKey()).isEqualTo(new AccessKey("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH"));
		assertThat(parsed.clientEndpoint()).isNull();
		assertThat(parsed.serverEndpoint()).isNull();
		assertThat(parsed.audienceBase()).isEqualTo("http://localhost/");
		assertThat(parsed.endpointText()).isEqualTo("http://localhost:8888");
	}

	@Test
	void partsAreTrimmedAndSplitAtTheFirstEqualsSign() {
		ConnectionString parsed = ConnectionString
			.parse(";; endPOINT = https://Example.ORG/// ;nonsense; accesskey = a=b== ;;UNKNOWN=1");
		assertThat(parsed.endpoint()).isEqualTo(URI.create("https://example.org"));
		assertThat(parsed.accessKey().text()).isEqualTo("a=b==");
	}

	@Test
	void portGoesToTheEndpointOnly() {
		ConnectionString parsed = ConnectionString.parse("Endpoint=https://h:1;AccessKey=k;Port=65535;"
				+ "ClientEndpoint=https://c:2/x/;ServerEndpoint=http://s");
		assertThat(parsed.endpoint()).isEqualTo(URI.create("https://h:65535"));
		assertThat(parsed.clientEndpoint()).isEqualTo(URI.create("https://c:2/x"));
		assertThat(parsed.serverEndpoint()).isEqualTo(URI.create("http://s"));
		assertThat(parsed.clientBase()).isEqualTo("https://c:2/x/");
		assertThat(parsed.serverBase()).isEqualTo("http://s/");
		assertThat(parsed.audienceBase()).isEqualTo("https://h/");
	}

	@ParameterizedTest
	@CsvSource({ "http://a:80, http://a, http://a/", "https://a:443/, https://a, https://a/",
			"https://a:80, https://a:80, https://a/", "HTTP://A.B, http://a.b, http://a.b/",
			"http://signalr_relay:8888, http://signalr_relay:8888, http://signalr_relay/",
			"http://[::1]:8888/, http://[::1]:8888, http://[::1]/",
			"http://127.0.0.1:1, http://127.0.0.1:1, http://127.0.0.1/", "http://a/base/, http://a, http://a/" })
	void derivedTexts(String endpoint, String text, String audienceBase) {
		ConnectionString parsed = ConnectionString.parse("Endpoint=" + endpoint + ";AccessKey=k");
		assertThat(parsed.endpointText()).isEqualTo(text);
		assertThat(parsed.audienceBase()).isEqualTo(audienceBase);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1.0", "1.0-preview", "1.12.3", "1.0_x" })
	void versionsThatPass(String version) {
		assertThat(ConnectionString.parse("Endpoint=http://h;AccessKey=k;Version=" + version)).isNotNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "'' | Connection string missing required properties endpoint.",
			"Endpoint=http://h | Connection string missing required properties endpoint.",
			"; ; | Connection string missing required properties endpoint.",
			"AccessKey=k;Version=1.0 | Connection string missing required properties endpoint.",
			"Endpoint=;AccessKey=k | Connection string missing required properties endpoint.",
			"Endpoint=http://h;Version=1.0 | accesskey is required.",
			"Endpoint=http://h;AccessKey= | accesskey is required.",
			"Endpoint=http://h;AccessKey=a;accesskey=b | Duplicate properties found in connection string: accesskey.",
			"Endpoint=aaa;AccessKey=k | Invalid value for endpoint property, it must be a valid URI.",
			"Endpoint=ftp://h;AccessKey=k | Invalid value for endpoint property, it must be a valid URI.",
			"Endpoint=http:h;AccessKey=k | Invalid value for endpoint property, it must be a valid URI.",
			"Endpoint=http://;AccessKey=k | Invalid value for endpoint property, it must be a valid URI.",
			"Endpoint=http://a b;AccessKey=k | Invalid value for endpoint property, it must be a valid URI.",
			"Endpoint=http://h:99999;AccessKey=k | Invalid value for endpoint property, it must be a valid URI.",
			"Endpoint=http://u:p@h;AccessKey=k | Invalid value for endpoint property, it must be a valid URI.",
			"Endpoint=http://h/?a;AccessKey=k | Invalid value for endpoint property, it must be a valid URI.",
			"Endpoint=http://h;AccessKey=k;ClientEndpoint=x | Invalid value for clientEndpoint property, it must be a valid URI.",
			"Endpoint=http://h;AccessKey=k;ServerEndpoint=x | ServerEndpoint property in connection string is not a valid URI: x.",
			"Endpoint=http://h;AccessKey=k;Port=0 | Invalid value for port property, it must be an positive integer between (0, 65536)",
			"Endpoint=http://h;AccessKey=k;Port=65536 | Invalid value for port property, it must be an positive integer between (0, 65536)",
			"Endpoint=http://h;AccessKey=k;Port=-1 | Invalid value for port property, it must be an positive integer between (0, 65536)",
			"Endpoint=http://h;AccessKey=k;Port=abc | Invalid value for port property, it must be an positive integer between (0, 65536)",
			"Endpoint=http://h;AccessKey=k;Port= | Invalid value for port property, it must be an positive integer between (0, 65536)",
			"Endpoint=http://h;AccessKey=k;Version=2.0 | Version 2.0 is not supported.",
			"Endpoint=http://h;AccessKey=k;Version=0.9 | Version 0.9 is not supported.",
			"Endpoint=http://h;AccessKey=k;Version=1 | Version 1 is not supported.",
			"Endpoint=http://h;AuthType=azure.app | Connection string missing required properties clientId.",
			"Endpoint=http://h;AuthType=azure.app;ClientId=c | Connection string missing required properties tenantId.",
			"Endpoint=http://h;AuthType=azure.app;ClientId=c;TenantId=t | Connection string missing required properties clientSecret or clientCert.",
			"Endpoint=http://h;AuthType=AAD;ClientId=c;TenantId=t | Connection string missing required properties clientSecret or clientCert." })
	void errors(String text, String message) {
		assertThatExceptionOfType(ConnectionStringException.class).isThrownBy(() -> ConnectionString.parse(text))
			.withMessage(message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "AuthType=azure;ClientId=c;TenantId=t | ENVIRONMENT | - | - | - | -",
					"AuthType=Azure.App;ClientId=c;TenantId=t;ClientSecret=s=1 | APPLICATION | c | t | s=1 | -",
					"AuthType=azure.app;ClientId=c;TenantId=t;ClientCert=/c.pem | APPLICATION | c | t | - | /c.pem",
					"AuthType=azure.msi | MANAGED_IDENTITY | - | - | - | -",
					"AuthType=azure.msi;ClientId=c | MANAGED_IDENTITY | c | - | - | -",
					"AuthType=aad | MANAGED_IDENTITY | - | - | - | -",
					"AuthType=aad;ClientId=c | MANAGED_IDENTITY | c | - | - | -",
					"AuthType=aad;ClientId=c;TenantId=t;ClientSecret=s | APPLICATION | c | t | s | -" })
	void identitiesTakeThePlaceOfTheKey(String text, Kind kind, String client, String tenant, String secret,
			String certificate) {
		ConnectionString parsed = ConnectionString.parse("Endpoint=http://h;" + text);
		assertThat(parsed.credential()).isEqualTo(new EntraCredential(kind, client, tenant, secret, certificate));
		assertThat(parsed.toString()).doesNotContain("s=1", "c.pem");
		assertThatIllegalStateException().isThrownBy(parsed::accessKey);
	}

	@Test
	void otherWaysToAuthenticateMeanAnAccessKey() {
		assertThat(ConnectionString.parse("Endpoint=http://h;AuthType=other;AccessKey=k").accessKey().text())
			.isEqualTo("k");
	}

	@Test
	void theKeyIsNeverShown() {
		assertThat(ConnectionString.parse("Endpoint=http://h;AccessKey=hush").toString()).doesNotContain("hush");
		assertThatExceptionOfType(ConnectionStringException.class)
			.isThrownBy(() -> ConnectionString.parse("Endpoint=x;AccessKey=hush"))
			.withMessageNotContaining("hush");
	}

}
