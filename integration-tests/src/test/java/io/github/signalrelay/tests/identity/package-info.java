// SPDX-License-Identifier: Apache-2.0

/**
 * Keys that change under clients and app servers, and app servers with an identity in
 * place of a key.
 */
package io.github.signalrelay.tests.identity;
