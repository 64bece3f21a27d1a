// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.example;

import org.springframework.stereotype.Component;

import io.github.signalrelay.hub.HubOptions;
import io.github.signalrelay.hub.HubOptionsCustomizer;

/** Belongs to the hubs, so slices take it in. */
@Component
public class ShortMessages implements HubOptionsCustomizer {

	@Override
	public HubOptions customize(String hub, HubOptions options) {
		return options.withStreamBufferCapacity(5);
	}

}
