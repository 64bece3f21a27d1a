// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

import io.github.signalrelay.relay.Relay;

/**
 * Actuator endpoint {@code signalrkeys}: tells how many access keys the relay has, and
 * makes it read them again. Never tells a key.
 */
@Endpoint(id = "signalrkeys")
public final class AccessKeyActuatorEndpoint {

	private final Relay relay;

	private final AccessKeyReload reload;

	AccessKeyActuatorEndpoint(Relay relay, AccessKeyReload reload) {
		this.relay = relay;
		this.reload = reload;
	}

	/**
	 * Tells how many keys there are.
	 * @return the number
	 */
	@ReadOperation
	public Keys keys() {
		return new Keys(this.relay.accessKeys().current().size());
	}

	/**
	 * Reads the keys again from the environment and their file.
	 * @return what came of it
	 */
	@WriteOperation
	public AccessKeyReload.Result reload() {
		return this.reload.reload();
	}

	/**
	 * Keys of the relay.
	 *
	 * @param accessKeys number of keys that are valid now
	 */
	public record Keys(int accessKeys) {
	}

}
