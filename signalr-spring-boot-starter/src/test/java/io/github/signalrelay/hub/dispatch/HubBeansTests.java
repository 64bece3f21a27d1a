// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubContext;
import io.github.signalrelay.hub.HubDefinitionException;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.protocol.service.BroadcastData;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Hubs as Spring beans: injection of contexts, scopes and proxies.
 */
class HubBeansTests {

	@Test
	void contextsAreInjectedByClientInterfaceAndByName() {
		try (HubFixture fixture = HubFixture.of(TypedHub.class, OtherTypedHub.class, PlainHub.class,
				SecondPlainHub.class, Sender.class)) {
			Sender sender = fixture.bean(Sender.class);
			assertThat(sender.typed.hub()).isEqualTo("typed");
			assertThat(sender.plain.hub()).isEqualTo("plain");
			assertThat(sender.second.hub()).isEqualTo("second");
			assertThat(fixture.bean(TypedHub.class).context.hub()).isEqualTo("typed");
			assertThat(fixture.bean(OtherTypedHub.class).context.hub()).isEqualTo("otherTyped");
		}
	}

	@Test
	void registryListsHubsWithNamesAndPaths() {
		try (HubFixture fixture = HubFixture.of(TypedHub.class, PlainHub.class)) {
			assertThat(fixture.registry().hubs()).extracting(RegisteredHub::name).containsExactly("typed", "plain");
			assertThat(fixture.registry().hubs()).extracting(RegisteredHub::path)
				.containsExactly("/typed", "/plain/at/another/path");
			RegisteredHub hub = fixture.registry().find("TYPED");
			assertThat(hub.type()).isEqualTo(TypedHub.class);
			assertThat(hub.clientType()).isEqualTo(TypedClient.class);
			assertThat(hub.protocols()).contains("json");
			assertThat(fixture.registry().find("nobody")).isNull();
		}
	}

	@Test
	void typedCallsAreSentUnderTheirNames() {
		try (HubFixture fixture = HubFixture.of(TypedHub.class)) {
			TypedClient all = fixture.bean(TypedHub.class).context.clients().all();
			all.received("ann", 7);
			all.another();
			assertThat(all.later("x")).isNotNull(); // sent although nobody subscribes
			assertThat(fixture.transmitter.sent)
				.extracting((sent) -> ((BroadcastData) sent.message()).payloads().forProtocol("json").toUtf8String())
				.containsExactly("{\"type\":1,\"target\":\"received\",\"arguments\":[\"ann\",7]}\u001e",
						"{\"type\":1,\"target\":\"Renamed\",\"arguments\":[]}\u001e",
						"{\"type\":1,\"target\":\"later\",\"arguments\":[\"x\"]}\u001e");
			assertThat(all.later("y").blockOptional()).isEmpty();
			assertThat(all).isEqualTo(all).isNotEqualTo(fixture.bean(TypedHub.class).context.clients().all());
			assertThat(all.toString()).contains("TypedClient");
		}
	}

	@Test
	void proxiedClassIsCalledThroughItsProxy() {
		try (HubFixture fixture = HubFixture.of(CglibProxies.class, PlainHub.class)) {
			assertThat(AopUtils.isCglibProxy(fixture.bean(PlainHub.class))).isTrue();
			TestClient client = fixture.connect();
			client.invoke("1", "greet", "\"ann\"");
			client.awaitMessages("{\"type\":3,\"invocationId\":\"1\",\"result\":\"hello ann\"}");
			assertThat(fixture.bean(Calls.class).names).containsExactly("greet");
		}
	}

	@Test
	void annotationsOfInterfacesCountAndInterfaceProxiesAreCalled() {
		try (HubFixture fixture = HubFixture.of(InterfaceProxies.class, ContractHub.class)) {
			assertThat(AopUtils.isJdkDynamicProxy(fixture.context.getBean("contract"))).isTrue();
			TestClient client = fixture.connect();
			client.invoke("1", "promised", "2");
			client.awaitMessages("{\"type\":3,\"invocationId\":\"1\",\"result\":4}");
			assertThat(fixture.bean(Calls.class).names).containsExactly("promised");
		}
	}

	@Test
	void methodThatItsProxyHidesStopsTheStart() {
		assertThatExceptionOfType(HubDefinitionException.class)
			.isThrownBy(() -> HubFixture.of(InterfaceProxies.class, HiddenMethodHub.class))
			.withMessageContaining("'hidden' cannot be called")
			.satisfies((ex) -> assertThat(ex.action()).contains("interface"));
	}

	@Test
	void finalMethodOfAProxiedHubStopsTheStart() {
		assertThatExceptionOfType(HubDefinitionException.class)
			.isThrownBy(() -> HubFixture.of(CglibProxies.class, FinalMethodHub.class))
			.withMessageContaining("'fixed' is final");
	}

	@Test
	void inheritedMethodsOfAGenericClassAreBoundByTheHubsTypes() {
		try (HubFixture fixture = HubFixture.of(ConcreteHub.class)) {
			TestClient client = fixture.connect();
			client.invoke("1", "wrap", "[{\"name\":\"a\"}]");
			client.awaitMessages("{\"type\":3,\"invocationId\":\"1\",\"result\":\"a\"}");
			client.invoke("2", "overridden", "");
			client.awaitMessages("{\"type\":3,\"invocationId\":\"1\",\"result\":\"a\"}",
					"{\"type\":3,\"invocationId\":\"2\",\"result\":\"sub\"}");
		}
	}

	@Test
	void prototypeHubHasAnInstanceForEachCall() {
		try (HubFixture fixture = HubFixture.of(PrototypeHub.class)) {
			PrototypeHub.instances.set(0);
			TestClient client = fixture.connect();
			client.invoke("1", "instance", "");
			client.invoke("2", "instance", "");
			client.awaitMessages("{\"type\":3,\"invocationId\":\"1\",\"result\":1}",
					"{\"type\":3,\"invocationId\":\"2\",\"result\":2}");
		}
	}

	@Test
	void twoHubsOfOneNameOrPathStopTheStart() {
		assertThatExceptionOfType(BeanCreationException.class)
			.isThrownBy(() -> HubFixture.of(PlainHub.class, SameNameHub.class))
			.withRootCauseInstanceOf(HubDefinitionException.class)
			.havingRootCause()
			.withMessageContaining("two hubs named 'PLAIN'");
		assertThatExceptionOfType(BeanCreationException.class)
			.isThrownBy(() -> HubFixture.of(PlainHub.class, SamePathHub.class))
			.withRootCauseInstanceOf(HubDefinitionException.class)
			.havingRootCause()
			.withMessageContaining("two hubs at the path '/plain/at/another/path'");
	}

	interface TypedClient {

		void received(String user, int count);

		@HubMethod("Renamed")
		void another();

		Mono<Void> later(String text);

	}

	interface OtherClient {

		void ping();

	}

	@Hub(value = "typed", client = TypedClient.class)
	static class TypedHub {

		final HubContext<TypedClient> context;

		TypedHub(HubContext<TypedClient> context) {
			this.context = context;
		}

	}

	@Hub(value = "otherTyped", client = OtherClient.class)
	static class OtherTypedHub {

		final HubContext<OtherClient> context;

		OtherTypedHub(HubContext<OtherClient> context) {
			this.context = context;
		}

	}

	@Hub(value = "plain", path = "/plain/at/another/path")
	static class PlainHub {

		@HubMethod
		String greet(String name) {
			return "hello " + name;
		}

	}

	@Hub("second")
	static class SecondPlainHub {

	}

	@Hub("PLAIN")
	static class SameNameHub {

	}

	@Hub(value = "other", path = "/plain/at/another/path")
	static class SamePathHub {

	}

	static class Sender {

		final HubContext<TypedClient> typed;

		final HubContext<ClientProxy> plain;

		final HubContext<ClientProxy> second;

		Sender(HubContext<TypedClient> typed, @Qualifier("plain") HubContext<ClientProxy> plain,
				@Qualifier("second") HubContext<ClientProxy> second) {
			this.typed = typed;
			this.plain = plain;
			this.second = second;
		}

	}

	interface Contract {

		@HubMethod
		int promised(int value);

	}

	@Hub("contract")
	static class ContractHub implements Contract {

		@Override
		public int promised(int value) {
			return 2 * value;
		}

	}

	@Hub("hiding")
	static class HiddenMethodHub implements Contract {

		@Override
		public int promised(int value) {
			return value;
		}

		@HubMethod
		void hidden() {
		}

	}

	@Hub("finals")
	static class FinalMethodHub {

		@HubMethod
		final void fixed() {
		}

	}

	record Named(String name) {

	}

	abstract static class GenericHub<T> {

		@HubMethod
		String wrap(List<T> values) {
			return describe(values.get(0));
		}

		@HubMethod
		String overridden() {
			return "super";
		}

		abstract String describe(T value);

	}

	@Hub("concrete")
	static class ConcreteHub extends GenericHub<Named> {

		@Override
		String describe(Named value) {
			return value.name();
		}

		@Override
		String overridden() {
			return "sub";
		}

	}

	@Hub("prototype")
	@Scope("prototype")
	static class PrototypeHub {

		static final AtomicInteger instances = new AtomicInteger();

		private final int number = instances.incrementAndGet();

		@HubMethod
		int instance() {
			return this.number;
		}

	}

	static class Calls {

		final List<String> names = new CopyOnWriteArrayList<>();

	}

	static class Proxies {

		static BeanPostProcessor processor(Calls calls, boolean proxyClass) {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					if (!bean.getClass().isAnnotationPresent(Hub.class)) {
						return bean;
					}
					ProxyFactory factory = new ProxyFactory(bean);
					factory.setProxyTargetClass(proxyClass);
					factory.addAdvice((MethodInterceptor) (invocation) -> {
						calls.names.add(invocation.getMethod().getName());
						return invocation.proceed();
					});
					return factory.getProxy(bean.getClass().getClassLoader());
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CglibProxies {

		@Bean
		static Calls calls() {
			return new Calls();
		}

		@Bean
		static BeanPostProcessor proxies(Calls calls) {
			return Proxies.processor(calls, true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InterfaceProxies {

		@Bean
		static Calls calls() {
			return new Calls();
		}

		@Bean
		static BeanPostProcessor proxies(Calls calls) {
			return Proxies.processor(calls, false);
		}

	}

}
