// SPDX-License-Identifier: Apache-2.0

/**
 * Ways to run the test application: {@code EmbeddedDeployment} and
 * {@code RelayDeployment}.
 */
package io.github.signalrelay.tests.deployment;
