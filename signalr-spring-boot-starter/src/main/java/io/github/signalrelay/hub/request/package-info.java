// SPDX-License-Identifier: Apache-2.0

/**
 * Parameters of hub methods from the request that opened the connection: header and query
 * values, marked with the annotations of Spring's web controllers.
 */
@NullMarked
package io.github.signalrelay.hub.request;

import org.jspecify.annotations.NullMarked;
