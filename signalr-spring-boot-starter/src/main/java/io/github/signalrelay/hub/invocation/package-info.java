// SPDX-License-Identifier: Apache-2.0

/**
 * Calls of hub methods: on which thread, with which bean, and what becomes of their
 * results.
 */
@NullMarked
package io.github.signalrelay.hub.invocation;

import org.jspecify.annotations.NullMarked;
