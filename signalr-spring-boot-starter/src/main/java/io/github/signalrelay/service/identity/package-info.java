// SPDX-License-Identifier: Apache-2.0

/**
 * App servers that have no access key, but an identity of Microsoft Entra ID or of
 * another provider that the relay trusts: its tokens, and the keys that the service gives
 * out for them. Start reading at
 * {@link io.github.signalrelay.service.identity.IdentityAccess}.
 */
@NullMarked
package io.github.signalrelay.service.identity;

import org.jspecify.annotations.NullMarked;
