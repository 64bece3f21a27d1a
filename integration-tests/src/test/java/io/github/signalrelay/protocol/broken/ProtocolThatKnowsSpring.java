// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.broken;

import org.springframework.context.ApplicationContext;

/**
 * Breaks the rule that the protocol module knows no Spring, to prove that it is noticed.
 *
 * @param context what it must not know
 */
public record ProtocolThatKnowsSpring(ApplicationContext context) {
}
