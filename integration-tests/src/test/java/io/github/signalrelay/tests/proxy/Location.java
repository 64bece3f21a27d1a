// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.proxy;

import java.net.URI;

/**
 * A path of a proxy and where its requests go.
 *
 * @param path path that ends with a slash; it is taken off
 * @param target address that ends with a slash, to be put in its place
 */
record Location(String path, URI target) {
}
