// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.relay.HubScope;

/**
 * What of a client connection does not depend on what happens on it, and the place for
 * routing's own state, which is owned by the event loop of the connection.
 */
abstract class IdentifiedClient implements ClientConnection {

	private ClientIdentity identity;

	private @Nullable Object attachment;

	/** What its end gives back; the loop's matter. */
	@Nullable ClientPlace place;

	IdentifiedClient(ClientIdentity identity) {
		this.identity = identity;
	}

	ClientIdentity.Terms terms() {
		return this.identity.terms();
	}

	@Override
	public String id() {
		return this.identity.id();
	}

	@Override
	public HubScope scope() {
		return this.identity.scope();
	}

	@Override
	public @Nullable String userId() {
		return this.identity.userId();
	}

	@Override
	public List<Claim> claims() {
		return this.identity.claims();
	}

	@Override
	public @Nullable String claim(String type) {
		return this.identity.claim(type);
	}

	@Override
	public MessageHeaders headers() {
		return this.identity.headers();
	}

	@Override
	public String queryString() {
		return this.identity.queryString();
	}

	@Override
	public void forgetRequest() {
		this.identity = this.identity.withoutRequest();
	}

	@Override
	public @Nullable Object attachment() {
		return this.attachment;
	}

	@Override
	public void attach(@Nullable Object attachment) {
		this.attachment = attachment;
	}

}
