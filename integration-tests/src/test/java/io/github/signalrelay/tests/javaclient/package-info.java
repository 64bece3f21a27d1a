// SPDX-License-Identifier: Apache-2.0

/**
 * The published Java client against every deployment.
 */
package io.github.signalrelay.tests.javaclient;
