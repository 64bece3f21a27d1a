// SPDX-License-Identifier: Apache-2.0

/**
 * Parts that fail while clients talk: connections that are cut or silent, app servers
 * that are rolled, killed or frozen, relays that restart. What clients saw is checked as
 * {@code tests.history} tells. Start with {@code Crowd}. Figures are in
 * {@code figures.md}; docs/reliability.md tells how to run the long editions.
 */
package io.github.signalrelay.tests.faults;
