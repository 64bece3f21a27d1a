// SPDX-License-Identifier: Apache-2.0

/**
 * App servers that prove who they are with tokens of an identity provider, and what those
 * allow; and the keys that they get to sign the tokens of their clients with. Start
 * reading at {@link io.github.signalrelay.relay.identity.AppServerIdentities}.
 */
@NullMarked
package io.github.signalrelay.relay.identity;

import org.jspecify.annotations.NullMarked;
