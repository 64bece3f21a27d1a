// SPDX-License-Identifier: Apache-2.0

/**
 * What clients did and saw while something failed, written down by {@code History} and
 * compared with the promise of docs/reliability.md by {@code HistoryChecker}. Knows
 * nothing of the fault, nor of what is under test.
 */
package io.github.signalrelay.tests.history;
