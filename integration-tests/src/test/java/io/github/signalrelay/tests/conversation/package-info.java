// SPDX-License-Identifier: Apache-2.0

/**
 * The service protocol byte by byte: scripts that were worked out by hand from the
 * service protocol reference, and a peer that plays them against the relay as an app
 * server, or against the starter as the service. Nothing here uses the codecs of the
 * project. The scripts are in {@code src/test/resources/conversation}; how they are
 * written stands there in {@code README.md}. Start reading at
 * {@link io.github.signalrelay.tests.conversation.Conversation}.
 */
@NullMarked
package io.github.signalrelay.tests.conversation;

import org.jspecify.annotations.NullMarked;
