// SPDX-License-Identifier: Apache-2.0

/**
 * Compressed WebSockets with published clients, in every deployment.
 */
package io.github.signalrelay.tests.compression;
