// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.connection;

import java.util.Objects;

/**
 * One service among those that an app server is connected to (service protocol reference,
 * 5.2 and 5.3). Two endpoints are equal when name, type and addresses are; the access key
 * does not count, so that it can be changed while the program runs.
 *
 * @param name name that tells it from others, may be empty
 * @param type what it is for
 * @param connectionString where it is, and the key
 */
public record ServiceEndpoint(String name, EndpointType type, ConnectionString connectionString) {

	/**
	 * Reads name and type from the text {@code name[:type]}, where the type is
	 * {@code primary} or {@code secondary} in any case. What follows a colon and is no
	 * type belongs to the name.
	 * @param nameAndType the text, may be empty
	 * @param connectionString where it is, and the key
	 * @return the endpoint, a primary one without a type in the text
	 */
	public static ServiceEndpoint of(String nameAndType, ConnectionString connectionString) {
		int colon = nameAndType.lastIndexOf(':');
		EndpointType type = (colon >= 0) ? EndpointType.of(nameAndType.substring(colon + 1)) : null;
		if (type == null) {
			return new ServiceEndpoint(nameAndType, EndpointType.PRIMARY, connectionString);
		}
		return new ServiceEndpoint(nameAndType.substring(0, colon), type, connectionString);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof ServiceEndpoint that && this.name.equals(that.name) && this.type == that.type
				&& this.connectionString.endpointText().equals(that.connectionString.endpointText())
				&& this.connectionString.clientBase().equals(that.connectionString.clientBase())
				&& this.connectionString.serverBase().equals(that.connectionString.serverBase());
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.name, this.type, this.connectionString.endpointText(),
				this.connectionString.clientBase(), this.connectionString.serverBase());
	}

	/** Name, type and addresses, never the key. */
	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		text.append('[').append(this.name).append("](").append(this.type).append(')');
		text.append(this.connectionString.endpointText());
		if (this.connectionString.clientEndpoint() != null) {
			text.append(";ClientEndpoint=").append(this.connectionString.clientEndpoint());
		}
		if (this.connectionString.serverEndpoint() != null) {
			text.append(";ServerEndpoint=").append(this.connectionString.serverEndpoint());
		}
		return text.toString();
	}

}
