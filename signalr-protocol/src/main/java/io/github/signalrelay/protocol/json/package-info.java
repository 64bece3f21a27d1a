// SPDX-License-Identifier: Apache-2.0

/**
 * Reading of JSON envelopes that strangers send: strict syntax, bounded depth, and the
 * error texts of the original. Meant for the readers of this library only.
 */
@NullMarked
package io.github.signalrelay.protocol.json;

import org.jspecify.annotations.NullMarked;
