// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

/**
 * Whether a hub protocol needs a transport that carries binary data.
 */
public enum TransferFormat {

	/** UTF-8 text. */
	TEXT,

	/** Any bytes. */
	BINARY

}
