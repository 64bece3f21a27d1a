// SPDX-License-Identifier: Apache-2.0

/**
 * App servers that stop without their clients: published clients move to another app
 * server of a relay, or are waited for.
 */
@NullMarked
package io.github.signalrelay.tests.migration;

import org.jspecify.annotations.NullMarked;
