// SPDX-License-Identifier: Apache-2.0

/**
 * Which threads run hub methods.
 */
package io.github.signalrelay.tests.threads;
