// SPDX-License-Identifier: Apache-2.0

/**
 * What the documents claim.
 */
package io.github.signalrelay.tests.docs;
