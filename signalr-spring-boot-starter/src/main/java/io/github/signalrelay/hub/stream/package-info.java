// SPDX-License-Identifier: Apache-2.0

/**
 * Streams of hub methods: where the items that a method returns come from, and what
 * clients upload to a method.
 */
@NullMarked
package io.github.signalrelay.hub.stream;

import org.jspecify.annotations.NullMarked;
