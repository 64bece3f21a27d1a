// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.autoconfigure;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

import io.github.signalrelay.test.TestConnections;

/**
 * Ends the clients of a test method, so that the next one finds the hubs of the same
 * application context empty.
 */
final class TestConnectionsTestExecutionListener extends AbstractTestExecutionListener {

	@Override
	public void afterTestMethod(TestContext testContext) {
		if (testContext.hasApplicationContext() && testContext.getApplicationContext()
			.getAutowireCapableBeanFactory() instanceof ConfigurableListableBeanFactory beans) {
			endAll(beans);
		}
	}

	/** Beans that no test has asked for stay unmade. */
	private static void endAll(ConfigurableListableBeanFactory beans) {
		for (String name : beans.getBeanNamesForType(TestConnections.class, true, false)) {
			if (beans.containsSingleton(name)) {
				beans.getBean(name, TestConnections.class).endAll();
			}
		}
	}

}
