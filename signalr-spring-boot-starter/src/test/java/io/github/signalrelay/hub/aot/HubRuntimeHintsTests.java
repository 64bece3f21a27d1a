// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.aot;

import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.ReflectionHintsPredicates;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;

import io.github.signalrelay.hub.HubDefinitionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Hints that ahead-of-time processing of an application with hubs leaves.
 */
class HubRuntimeHintsTests {

	private static final ReflectionHintsPredicates REFLECTION = RuntimeHintsPredicates.reflection();

	private static RuntimeHints hints;

	@BeforeAll
	static void process() {
		hints = process(BookingApplication.class);
	}

	private static RuntimeHints process(Class<?> application) {
		TestGenerationContext generation = new TestGenerationContext();
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(application);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		}
		return generation.getRuntimeHints();
	}

	@ParameterizedTest
	@ValueSource(strings = { "rooms", "reserve", "changes", "arrived", "left" })
	void methodsAndCallbacksCanBeInvoked(String method) {
		assertThat(REFLECTION.onMethodInvocation(BookingHub.class, method)).accepts(hints);
	}

	@Test
	void inheritedMethodsCanBeInvoked() {
		assertThat(REFLECTION.onMethodInvocation(Booking.class, "book")).accepts(hints);
	}

	@Test
	void otherMethodsAreLeftAlone() {
		assertThat(REFLECTION.onMethodInvocation(BookingHub.class, "notForClients")).rejects(hints);
	}

	static Stream<Class<?>> sentTypes() {
		return Stream.of(BookingHub.Filter.class, BookingHub.Request.class, BookingHub.Room.class,
				BookingHub.Wish.class, BookingHub.Receipt.class, BookingHub.Change.class, BookingHub.Report.class,
				BookingHub.Notice.class, BookingHub.Answer.class, BookingHub.Question.class);
	}

	@ParameterizedTest
	@MethodSource("sentTypes")
	void sentTypesCanBeBound(Class<?> type) {
		assertThat(REFLECTION.onType(type)
			.withMemberCategories(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS, MemberCategory.ACCESS_DECLARED_FIELDS))
			.accepts(hints);
		assertThat(REFLECTION.onMethodInvocation(type, type.getRecordComponents()[0].getName())).accepts(hints);
	}

	@Test
	void typesInsideSentTypesCanBeBound() {
		assertThat(REFLECTION.onType(BookingHub.Beds.class)).accepts(hints);
	}

	@Test
	void suppliedTypesAreNotBound() {
		assertThat(REFLECTION.onType(BookingHub.Bill.class)).rejects(hints);
		assertThat(REFLECTION.onType(BookingHub.Secret.class)).rejects(hints);
	}

	@Test
	void theClientInterfaceCanBeProxied() {
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(BookingHub.Guest.class)).accepts(hints);
		assertThat(REFLECTION.onType(BookingHub.Guest.class).withMemberCategories(MemberCategory.INVOKE_PUBLIC_METHODS))
			.accepts(hints);
	}

	@Test
	void aListedFilterCanBeMade() {
		assertThat(REFLECTION.onType(BookingHub.PriceFilter.class)
			.withMemberCategories(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(hints);
	}

	@Test
	void theContextOfAHubCanBeMade() {
		assertThat(REFLECTION.onType(TypeReference.of("io.github.signalrelay.hub.dispatch.InjectedHubContext"))
			.withMemberCategories(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(hints);
	}

	@Test
	void anApplicationWithoutHubsHasNoHints() {
		assertThat(REFLECTION.onType(BookingHub.Room.class)).rejects(process(BookingHub.Prices.class));
	}

	@Test
	void whatIsWrongWithAHubStopsTheBuild() {
		assertThatException().isThrownBy(() -> process(WrongHub.class))
			.havingCause()
			.isInstanceOf(HubDefinitionException.class)
			.withMessageContaining("client type");
	}

}
