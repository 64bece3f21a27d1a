// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import java.io.Serial;

import io.github.signalrelay.hub.HubException;

/**
 * An exception of the application that clients may see.
 */
public class SoldOutException extends HubException {

	@Serial
	private static final long serialVersionUID = 1L;

	public SoldOutException(String message) {
		super(message);
	}

}
