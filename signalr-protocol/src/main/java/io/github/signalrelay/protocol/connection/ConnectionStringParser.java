// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.connection;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.protocol.token.EntraCredential;
import io.github.signalrelay.protocol.token.EntraCredential.Kind;
import io.github.signalrelay.protocol.token.ServiceCredential;

/**
 * Grammar of connection strings, with the error texts of the original (service protocol
 * reference, 5.1). For one text and one thread.
 */
final class ConnectionStringParser {

	private static final Pattern VERSION = Pattern.compile("1\\.\\d+(?:[\\w\\-.]+)?");

	private static final String MISSING = "Connection string missing required properties ";

	private final Map<String, String> properties = new LinkedHashMap<>();

	ConnectionStringParser(String text) {
		int parts = 0;
		for (String part : text.split(";", -1)) {
			if (!part.isBlank()) {
				parts++;
				addProperty(part);
			}
		}
		if (parts < 2) {
			throw new ConnectionStringException(MISSING + "endpoint.");
		}
	}

	private void addProperty(String part) {
		int equals = part.indexOf('=');
		if (equals < 0) {
			return;
		}
		String key = part.substring(0, equals).trim();
		String value = part.substring(equals + 1).trim();
		if (this.properties.putIfAbsent(key.toLowerCase(Locale.ROOT), value) != null) {
			throw new ConnectionStringException("Duplicate properties found in connection string: " + key + ".");
		}
	}

	ConnectionString parse() {
		EndpointAddress endpoint = requireEndpoint();
		requireVersion();
		EndpointAddress withPort = applyPort(endpoint);
		URI clientEndpoint = clientEndpoint();
		URI serverEndpoint = serverEndpoint();
		return new ConnectionString(withPort.toUri(), credential(), clientEndpoint, serverEndpoint);
	}

	/** A property without a value is as good as none. */
	private @Nullable String value(String key) {
		String value = this.properties.get(key);
		return (value == null || value.isEmpty()) ? null : value;
	}

	private EndpointAddress requireEndpoint() {
		String text = value("endpoint");
		if (text == null) {
			throw new ConnectionStringException(MISSING + "endpoint.");
		}
		return address(text, "endpoint");
	}

	private static EndpointAddress address(String text, String property) {
		EndpointAddress address = EndpointAddress.parse(text);
		if (address == null) {
			throw new ConnectionStringException("Invalid value for " + property + " property, it must be a valid URI.");
		}
		return address;
	}

	private void requireVersion() {
		String version = this.properties.get("version");
		if (version != null && !VERSION.matcher(version).matches()) {
			throw new ConnectionStringException("Version " + version + " is not supported.");
		}
	}

	private EndpointAddress applyPort(EndpointAddress endpoint) {
		String text = this.properties.get("port");
		if (text == null) {
			return endpoint;
		}
		int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
		if (port < 1 || port > 65_535) {
			throw new ConnectionStringException(
					"Invalid value for port property, it must be an positive integer between (0, 65536)");
		}
		return endpoint.withPort(port);
	}

	private @Nullable URI clientEndpoint() {
		String text = this.properties.get("clientendpoint");
		return (text != null) ? address(text, "clientEndpoint").toUri() : null;
	}

	private @Nullable URI serverEndpoint() {
		String text = this.properties.get("serverendpoint");
		if (text == null) {
			return null;
		}
		EndpointAddress address = EndpointAddress.parse(text);
		if (address == null) {
			throw new ConnectionStringException(
					"ServerEndpoint property in connection string is not a valid URI: " + text + ".");
		}
		return address.toUri();
	}

	/** Any type of authentication that is not known means the access key. */
	private ServiceCredential credential() {
		return switch (this.properties.getOrDefault("authtype", "").toLowerCase(Locale.ROOT)) {
			case "azure" -> EntraCredential.OF_ENVIRONMENT;
			case "azure.app" -> application();
			case "azure.msi" -> EntraCredential.managedIdentity(value("clientid"));
			case "aad" -> (value("clientid") != null && value("tenantid") != null) ? application()
					: EntraCredential.managedIdentity(value("clientid"));
			default -> accessKey();
		};
	}

	private AccessKey accessKey() {
		String text = value("accesskey");
		if (text == null) {
			throw new ConnectionStringException("accesskey is required.");
		}
		return new AccessKey(text);
	}

	private EntraCredential application() {
		requireProperty("clientId");
		requireProperty("tenantId");
		requireSecretOrCertificate();
		return new EntraCredential(Kind.APPLICATION, value("clientid"), value("tenantid"), value("clientsecret"),
				value("clientcert"));
	}

	private void requireSecretOrCertificate() {
		if (value("clientsecret") == null && value("clientcert") == null) {
			throw new ConnectionStringException(MISSING + "clientSecret or clientCert.");
		}
	}

	private void requireProperty(String name) {
		if (value(name.toLowerCase(Locale.ROOT)) == null) {
			throw new ConnectionStringException(MISSING + name + ".");
		}
	}

}
