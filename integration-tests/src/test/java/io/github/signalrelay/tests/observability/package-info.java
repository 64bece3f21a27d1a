// SPDX-License-Identifier: Apache-2.0

/**
 * Metrics and traces of an application with a hub.
 */
package io.github.signalrelay.tests.observability;
