// SPDX-License-Identifier: Apache-2.0

/**
 * What each dialect says on the wire, apart from how it is carried there.
 */
@NullMarked
package io.github.signalrelay.benchmarks.load.dialect;

import org.jspecify.annotations.NullMarked;
