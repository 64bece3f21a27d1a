// SPDX-License-Identifier: Apache-2.0

/**
 * The code of docs/testing.md.
 */
package io.github.signalrelay.test.docs;
