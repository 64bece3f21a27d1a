// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.architecture;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The rules, as values: protocol, relay, relay-autoconfigure, then starter and relay-app
 * know each other in this direction only; test support knows the starter.
 */
final class ModuleRules {

	private static final String ROOT = "io.github.signalrelay.";

	private static final String PROTOCOL = ROOT + "protocol..";

	private static final String RELAY = ROOT + "relay..";

	private static final String RELAY_WIRING = ROOT + "relay.autoconfigure..";

	private static final String RELAY_APP = ROOT + "relay.app..";

	private static final String HUB = ROOT + "hub..";

	private static final String[] STARTER = { HUB, ROOT + "service..", ROOT + "negotiate..", ROOT + "autoconfigure.." };

	private static final String TEST_SUPPORT = ROOT + "test..";

	private static final String SAMPLES = ROOT + "samples..";

	static final ArchRule PROTOCOL_STANDS_ALONE = noClasses().that()
		.resideInAPackage(PROTOCOL)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(RELAY, HUB, STARTER[1], STARTER[2], STARTER[3], SAMPLES, "org.springframework..",
				"io.netty..", "reactor..")
		.as("signalr-protocol knows no other module, no Spring, no Netty and no Reactor");

	static final ArchRule ENGINE_KNOWS_NO_SPRING = noClasses().that()
		.resideInAPackage(RELAY)
		.and()
		.resideOutsideOfPackages(RELAY_WIRING, RELAY_APP)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework..", RELAY_WIRING, RELAY_APP)
		.as("signalr-relay knows neither Spring nor its own wiring");

	static final ArchRule RELAY_KNOWS_NO_STARTER = noClasses().that()
		.resideInAPackage(RELAY)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(STARTER)
		.as("the relay modules know nothing of the starter");

	static final ArchRule NOBODY_KNOWS_PROGRAMS = noClasses().that()
		.resideOutsideOfPackages(RELAY_APP, SAMPLES)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(RELAY_APP, SAMPLES)
		.as("no library knows the programs");

	static final ArchRule NOBODY_KNOWS_TEST_SUPPORT = noClasses().that()
		.resideOutsideOfPackage(TEST_SUPPORT)
		.should()
		.dependOnClassesThat()
		.resideInAPackage(TEST_SUPPORT)
		.as("nobody knows the test support");

	static final ArchRule HUB_MODEL_KNOWS_PROTOCOL_ONLY = noClasses().that()
		.resideInAPackage(HUB)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(RELAY, STARTER[1], STARTER[2], STARTER[3], "io.netty..")
		.as("the hub model knows signalr-protocol only");

	static final ArchRule ONLY_WIRING_KNOWS_THE_RELAY = noClasses().that()
		.resideInAnyPackage(HUB, STARTER[1], STARTER[2])
		.should()
		.dependOnClassesThat()
		.resideInAPackage(RELAY)
		.as("in the starter only the wiring knows the relay");

	/**
	 * A module's root package holds its words and puts its parts together, so it and its
	 * parts know each other; the parts are free of cycles among themselves.
	 */
	static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES = slices().matching("io.github.signalrelay.(*.*..)")
		.should()
		.beFreeOfCycles()
		.as("packages are free of cycles");

	static final ArchRule NAMES_SAY_WHAT_A_CLASS_DOES = noClasses().should()
		.haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)(\\$.*)?")
		.as("no class is called Util, Helper, Manager or Impl");

	static final ArchRule PACKAGE_NAMES_SAY_WHAT_THEY_HOLD = noClasses().should()
		.resideInAnyPackage("..util..", "..common..", "..impl..", "..manager..", "..helper..")
		.as("no package is called util, common, impl, manager or helper");

	static final ArchRule NOTHING_WRITES_TO_STANDARD_OUTPUT = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS
		.as("nothing writes to standard output");

	static final ArchRule PACKAGES_ARE_NULL_MARKED = classes().should(resideInANullMarkedPackage())
		.as("every package is null-marked");

	/** All rules, for one test each. */
	static final List<ArchRule> ALL = List.of(PROTOCOL_STANDS_ALONE, ENGINE_KNOWS_NO_SPRING, RELAY_KNOWS_NO_STARTER,
			NOBODY_KNOWS_PROGRAMS, NOBODY_KNOWS_TEST_SUPPORT, HUB_MODEL_KNOWS_PROTOCOL_ONLY,
			ONLY_WIRING_KNOWS_THE_RELAY, PACKAGES_ARE_FREE_OF_CYCLES, NAMES_SAY_WHAT_A_CLASS_DOES,
			PACKAGE_NAMES_SAY_WHAT_THEY_HOLD, NOTHING_WRITES_TO_STANDARD_OUTPUT, PACKAGES_ARE_NULL_MARKED);

	private ModuleRules() {
	}

	private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
		return new ArchCondition<>("reside in a package marked @NullMarked") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				JavaPackage home = type.getPackage();
				boolean marked = home.isAnnotatedWith(NullMarked.class);
				events.add(new SimpleConditionEvent(type, marked, type.getName() + " resides in " + home.getName()));
			}

		};
	}

}
