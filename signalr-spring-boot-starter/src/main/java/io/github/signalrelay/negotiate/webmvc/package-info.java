// SPDX-License-Identifier: Apache-2.0

/**
 * Negotiate endpoint in Servlet applications.
 */
@NullMarked
package io.github.signalrelay.negotiate.webmvc;

import org.jspecify.annotations.NullMarked;
