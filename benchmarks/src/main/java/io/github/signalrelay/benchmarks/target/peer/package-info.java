// SPDX-License-Identifier: Apache-2.0

/**
 * What a user in Java would pick instead: Spring's STOMP broker and netty-socketio. Peers
 * in JavaScript stand in {@code src/main/js}.
 */
@NullMarked
package io.github.signalrelay.benchmarks.target.peer;

import org.jspecify.annotations.NullMarked;
