// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;

/**
 * Registers a {@link io.github.signalrelay.hub.HubContext} bean for each hub, with the
 * hub's client interface as its type argument and the hub's name as its qualifier. Needs
 * a {@link HubRegistry} bean. Declare it in a static {@code @Bean} method.
 */
public final class HubContextRegistrar implements BeanDefinitionRegistryPostProcessor {

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		throw new UnsupportedOperationException("seam");
	}

}
