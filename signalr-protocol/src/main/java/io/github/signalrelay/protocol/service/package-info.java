// SPDX-License-Identifier: Apache-2.0

/**
 * Service protocol: the messages between app server and relay, and what carries them.
 */
@NullMarked
package io.github.signalrelay.protocol.service;

import org.jspecify.annotations.NullMarked;
