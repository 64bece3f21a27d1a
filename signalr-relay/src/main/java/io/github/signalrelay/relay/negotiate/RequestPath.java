// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.negotiate;

/**
 * Parts of a request's URI, undecoded.
 */
final class RequestPath {

	private RequestPath() {
	}

	static String of(String uri) {
		int question = uri.indexOf('?');
		return (question >= 0) ? uri.substring(0, question) : uri;
	}

	static String queryOf(String uri) {
		int question = uri.indexOf('?');
		return (question >= 0) ? uri.substring(question + 1) : "";
	}

}
