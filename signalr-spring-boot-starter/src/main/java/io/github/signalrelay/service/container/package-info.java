// SPDX-License-Identifier: Apache-2.0

/**
 * The service connections of one hub to one endpoint: kept up, and chosen from for each
 * write. Open {@code ServiceConnectionContainer} first.
 */
@NullMarked
package io.github.signalrelay.service.container;

import org.jspecify.annotations.NullMarked;
