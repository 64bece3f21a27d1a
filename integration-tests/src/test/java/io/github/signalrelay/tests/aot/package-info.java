// SPDX-License-Identifier: Apache-2.0

/**
 * Programs of this build that start from what ahead-of-time processing has prepared.
 */
package io.github.signalrelay.tests.aot;
