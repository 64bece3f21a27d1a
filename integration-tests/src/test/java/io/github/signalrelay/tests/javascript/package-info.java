// SPDX-License-Identifier: Apache-2.0

/**
 * The published JavaScript client, under Node against every deployment and in a browser.
 */
package io.github.signalrelay.tests.javascript;
