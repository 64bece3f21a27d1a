// SPDX-License-Identifier: Apache-2.0

/**
 * The chat page in a headless browser.
 */
package io.github.signalrelay.tests.browser;
