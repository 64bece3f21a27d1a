// SPDX-License-Identifier: Apache-2.0

/**
 * Peers that break the rules, and bystanders that must not notice.
 */
package io.github.signalrelay.tests.hostile;
