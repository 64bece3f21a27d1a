// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import org.jspecify.annotations.Nullable;

/**
 * What the hub calls on its clients.
 */
public interface TestClient {

	void received(String tag);

	void numbered(int number);

	void connected(String connectionId, @Nullable String userId);

	void disconnected(String connectionId, @Nullable String error);

}
