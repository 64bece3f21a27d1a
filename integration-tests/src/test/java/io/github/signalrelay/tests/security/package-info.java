// SPDX-License-Identifier: Apache-2.0

/**
 * Who may do what in hubs behind Spring Security, as the published JavaScript client sees
 * it.
 */
@NullMarked
package io.github.signalrelay.tests.security;

import org.jspecify.annotations.NullMarked;
