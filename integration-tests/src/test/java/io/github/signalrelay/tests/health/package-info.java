// SPDX-License-Identifier: Apache-2.0

/** What operators see of the endpoints of an application. */
@NullMarked
package io.github.signalrelay.tests.health;

import org.jspecify.annotations.NullMarked;
