// SPDX-License-Identifier: Apache-2.0

/**
 * Spring Security at the hubs' paths in Servlet applications.
 */
@NullMarked
package io.github.signalrelay.negotiate.webmvc.security;

import org.jspecify.annotations.NullMarked;
