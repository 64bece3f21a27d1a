// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.samples.chathub;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

import io.github.signalrelay.negotiate.NegotiateContext;
import io.github.signalrelay.negotiate.UserIdProvider;

/**
 * Takes everybody's word for their name, which the page puts on the address of the hub.
 * An application with a login needs no such class: the principal's name is the user id.
 */
@Component
class ChatUsers implements UserIdProvider {

	private static final int LONGEST_NAME = 30;

	@Override
	public @Nullable String userId(NegotiateContext context) {
		String encoded = UriComponentsBuilder.fromUri(context.uri()).build().getQueryParams().getFirst("name");
		if (encoded == null) {
			return null;
		}
		String name = URLDecoder.decode(encoded, StandardCharsets.UTF_8).strip();
		return name.isEmpty() ? null : name.substring(0, Math.min(name.length(), LONGEST_NAME));
	}

}
