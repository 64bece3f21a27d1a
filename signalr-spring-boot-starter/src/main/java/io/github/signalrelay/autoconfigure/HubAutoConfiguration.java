// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.web.bind.annotation.RequestParam;

import io.github.signalrelay.hub.HubExceptionNameResolver;
import io.github.signalrelay.hub.HubMethodArgumentResolver;
import io.github.signalrelay.hub.HubOptions;
import io.github.signalrelay.hub.HubOptionsCustomizer;
import io.github.signalrelay.hub.dispatch.HubContextRegistrar;
import io.github.signalrelay.hub.runtime.HubEnvironment;
import io.github.signalrelay.hub.dispatch.HubRegistry;
import io.github.signalrelay.hub.invocation.CallerScope;
import io.github.signalrelay.hub.observation.HubObservations;
import io.github.signalrelay.hub.request.RequestValueArgumentResolver;
import io.github.signalrelay.negotiate.HubPaths;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.JsonHubProtocol;
import io.github.signalrelay.protocol.hub.MessagePackHubProtocol;

/**
 * Auto-configuration for {@link io.github.signalrelay.hub.Hub @Hub} beans: finds them,
 * gives them their options, protocols and threads. Clients are let in by the other
 * auto-configurations of this package.
 */
@AutoConfiguration(after = { JacksonAutoConfiguration.class, TaskExecutionAutoConfiguration.class })
@EnableConfigurationProperties({ HubProperties.class, HubsProperties.class, ServiceProperties.class })
public final class HubAutoConfiguration {

	/** Name of the executor that Spring Boot gives to application tasks. */
	private static final String APPLICATION_TASK_EXECUTOR = "applicationTaskExecutor";

	@Bean
	static HubContextRegistrar hubContextRegistrar() {
		return new HubContextRegistrar();
	}

	@Bean
	@ConditionalOnMissingBean
	HubOptions hubOptions(HubProperties properties) {
		return properties.toOptions();
	}

	@Bean
	@ConditionalOnMissingBean
	JsonHubProtocol jsonHubProtocol(ObjectProvider<JsonMapper> mapper) {
		return new JsonHubProtocol(mapper.getIfAvailable(JsonMapper::new));
	}

	@Bean
	@ConditionalOnMissingBean
	MessagePackHubProtocol messagePackHubProtocol(ObjectProvider<JsonMapper> mapper) {
		return new MessagePackHubProtocol(mapper.getIfAvailable(JsonMapper::new));
	}

	@Bean
	@ConditionalOnMissingBean
	HubRegistry hubRegistry(ConfigurableListableBeanFactory beanFactory, HubEnvironment environment,
			HubsProperties properties) {
		HubRegistry registry = new HubRegistry(beanFactory, environment);
		properties.checkNames(registry);
		return registry;
	}

	@Bean
	@ConditionalOnMissingBean
	HubEnvironment hubEnvironment(ConfigurableListableBeanFactory beanFactory, HubOptions options,
			HubsProperties properties, ServiceProperties service, List<HubProtocol> protocols,
			ObjectProvider<AsyncTaskExecutor> executors, ObjectProvider<CallerScope> scope,
			ObjectProvider<HubOptionsCustomizer> customizers, ObjectProvider<HubExceptionNameResolver> exceptionNames,
			ObjectProvider<HubMethodArgumentResolver> argumentResolvers, ObjectProvider<HubObservations> observations) {
		ServicePropertiesValidation.validate(service);
		List<HubOptionsCustomizer> allCustomizers = new ArrayList<>();
		allCustomizers.add(properties::customize);
		customizers.orderedStream().forEach(allCustomizers::add);
		Boolean reconnects = service.allowStatefulReconnects();
		if (reconnects != null) { // for all hubs, whatever they say
			allCustomizers.add((hub, changed) -> changed.withAllowStatefulReconnects(reconnects));
		}
		return new HubEnvironment(options, allCustomizers, protocols, executor(beanFactory, executors),
				scope.getIfAvailable(() -> CallerScope.NONE), exceptionNames.orderedStream().toList(),
				argumentResolvers.orderedStream().toList(), observations.getIfAvailable(() -> HubObservations.NONE));
	}

	@Bean
	@ConditionalOnMissingBean
	HubPaths hubPaths(HubRegistry registry) {
		return new HubPaths(registry.hubs());
	}

	/** Apart, because the annotations of web controllers may be missing. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RequestParam.class)
	static class RequestValueConfiguration {

		@Bean
		@ConditionalOnMissingBean
		RequestValueArgumentResolver hubRequestValueArgumentResolver() {
			return new RequestValueArgumentResolver(ApplicationConversionService.getSharedInstance());
		}

	}

	private static Executor executor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<AsyncTaskExecutor> executors) {
		if (beanFactory.containsBean(APPLICATION_TASK_EXECUTOR)) {
			return beanFactory.getBean(APPLICATION_TASK_EXECUTOR, AsyncTaskExecutor.class);
		}
		return executors.getIfUnique(() -> new SimpleAsyncTaskExecutor("signalr-hub-"));
	}

}
