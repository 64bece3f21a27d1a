// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test;

/**
 * Connections that belong to one test method. Beans of this type are asked to end them
 * after each, because the application context, and with it the hubs, live on for other
 * tests.
 */
public interface TestConnections {

	/**
	 * Ends all connections that are still there. Called after each test method.
	 */
	void endAll();

}
