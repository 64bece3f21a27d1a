// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;

/** Placeholder until the relay lands. */
@AutoConfiguration(after = HubAutoConfiguration.class)
public final class EmbeddedRelayAutoConfiguration {

}
