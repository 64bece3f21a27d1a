// SPDX-License-Identifier: Apache-2.0

/**
 * Endpoints that are added, removed and changed while the application runs. Open
 * {@code EndpointReload} first, then {@code EndpointScale}.
 */
@NullMarked
package io.github.signalrelay.service.reload;

import org.jspecify.annotations.NullMarked;
