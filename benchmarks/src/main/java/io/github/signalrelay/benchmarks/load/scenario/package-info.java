// SPDX-License-Identifier: Apache-2.0

/**
 * Who sends to whom and when: audiences, senders and the run that counts what comes back.
 */
@NullMarked
package io.github.signalrelay.benchmarks.load.scenario;

import org.jspecify.annotations.NullMarked;
