// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.connection.EndpointType;
import io.github.signalrelay.protocol.connection.ServiceEndpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Rules of the service protocol reference, 5.3 to 5.5. */
class ConfiguredEndpointsTests {

	@Test
	void bothPropertiesAreMerged() {
		Map<String, String> named = new LinkedHashMap<>();
		named.put("east", at("http://b"));
		named.put("spare:secondary", at("http://c"));
		List<ServiceEndpoint> endpoints = ConfiguredEndpoints.of(at("http://a"), named);
		assertThat(endpoints).extracting(ServiceEndpoint::name).containsExactly("", "east", "spare");
		assertThat(endpoints).extracting(ServiceEndpoint::type)
			.containsExactly(EndpointType.PRIMARY, EndpointType.PRIMARY, EndpointType.SECONDARY);
	}

	@Test
	void ofOneAddressTheFirstPrimaryStays() {
		Map<String, String> named = new LinkedHashMap<>();
		named.put("one:secondary", at("http://a"));
		named.put("two", at("http://A:80/"));
		named.put("three", at("http://a"));
		assertThat(ConfiguredEndpoints.of(null, named)).extracting(ServiceEndpoint::name).containsExactly("two");
	}

	@Test
	void ofSecondariesAtOneAddressTheFirstStays() {
		Map<String, String> named = new LinkedHashMap<>();
		named.put("one:secondary", at("http://a"));
		named.put("two:secondary", at("http://a"));
		assertThat(ConfiguredEndpoints.of(at("http://b"), named)).extracting(ServiceEndpoint::name)
			.containsExactly("", "one");
	}

	@Test
	void onePrimaryIsNeeded() {
		assertThatExceptionOfType(InvalidServicePropertyException.class)
			.isThrownBy(() -> ConfiguredEndpoints.of(null, Map.of("a:secondary", at("http://a"))))
			.withMessageContaining("No primary endpoint defined.")
			.withMessageNotContaining("the-key");
	}

	@Test
	void oneEndpointIsNeeded() {
		assertThatExceptionOfType(InvalidServicePropertyException.class)
			.isThrownBy(() -> ConfiguredEndpoints.of(" ", Map.of()))
			.withMessageContaining("No connection string was specified.");
	}

	private static String at(String address) {
		return "Endpoint=" + address + ";AccessKey=the-key;Version=1.0";
	}

}
