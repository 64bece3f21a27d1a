// SPDX-License-Identifier: Apache-2.0

/** Applications that are connected to several relays. */
@NullMarked
package io.github.signalrelay.tests.endpoints;

import org.jspecify.annotations.NullMarked;
