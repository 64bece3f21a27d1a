// SPDX-License-Identifier: Apache-2.0

/** Users with more claims than a token holds. */
@NullMarked
package io.github.signalrelay.tests.claims;

import org.jspecify.annotations.NullMarked;
