// SPDX-License-Identifier: Apache-2.0

/**
 * TLS and HTTP/2 in every deployment, with certificates that each test makes.
 */
package io.github.signalrelay.tests.tls;
