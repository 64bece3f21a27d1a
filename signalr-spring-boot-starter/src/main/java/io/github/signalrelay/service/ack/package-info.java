// SPDX-License-Identifier: Apache-2.0

/**
 * Answers that this app server waits for.
 */
@NullMarked
package io.github.signalrelay.service.ack;

import org.jspecify.annotations.NullMarked;
