// SPDX-License-Identifier: Apache-2.0

/**
 * The first half of docs/hubs.md.
 */
package io.github.signalrelay.test.docs.orders;
