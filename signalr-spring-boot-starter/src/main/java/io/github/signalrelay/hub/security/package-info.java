// SPDX-License-Identifier: Apache-2.0

/**
 * Spring Security for hubs: the caller of a hub method as the authentication that method
 * security checks. Loaded only where Spring Security is present.
 */
@NullMarked
package io.github.signalrelay.hub.security;

import org.jspecify.annotations.NullMarked;
