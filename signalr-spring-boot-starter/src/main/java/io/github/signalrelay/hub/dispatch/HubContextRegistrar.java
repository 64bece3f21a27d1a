// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.Hub;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Registers a {@link io.github.signalrelay.hub.HubContext} bean for each hub, with the
 * hub's client interface as its type argument and the hub's name as its qualifier. Needs
 * a {@link HubRegistry} bean. Declare it in a static {@code @Bean} method.
 */
@ImportRuntimeHints(HubContextRegistrar.Hints.class)
public final class HubContextRegistrar implements BeanDefinitionRegistryPostProcessor {

	private static final String SUFFIX = "HubContext";

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		if (registry instanceof ConfigurableListableBeanFactory beanFactory) {
			HubBeans.find(beanFactory).values().forEach((type) -> register(registry, type));
		}
	}

	private static void register(BeanDefinitionRegistry registry, Class<?> type) {
		Hub hub = AnnotatedElementUtils.findMergedAnnotation(type, Hub.class);
		if (hub == null || registry.containsBeanDefinition(hub.value() + SUFFIX)) {
			return;
		}
		RootBeanDefinition definition = new RootBeanDefinition(InjectedHubContext.class);
		definition.setTargetType(ResolvableType.forClassWithGenerics(InjectedHubContext.class, hub.client()));
		definition.getConstructorArgumentValues()
			.addIndexedArgumentValue(0, new RuntimeBeanReference(HubRegistry.class));
		definition.getConstructorArgumentValues().addIndexedArgumentValue(1, hub.value());
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, hub.value()));
		// generated code could not name a client interface that is not public
		definition.setAttribute(BeanRegistrationAotProcessor.IGNORE_REGISTRATION_ATTRIBUTE, true);
		registry.registerBeanDefinition(hub.value() + SUFFIX, definition);
	}

	/** The registrar runs in applications that were processed ahead of time, too. */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.reflection().registerType(InjectedHubContext.class, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
		}

	}

}
