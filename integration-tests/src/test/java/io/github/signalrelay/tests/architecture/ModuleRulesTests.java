// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.architecture;

import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import io.github.signalrelay.protocol.broken.ProtocolThatKnowsSpring;
import io.github.signalrelay.protocol.broken.SharedUtil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The directions between modules and packages that the design sets.
 */
class ModuleRulesTests {

	private static JavaClasses classes;

	@BeforeAll
	static void importClasses() {
		classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("io.github.signalrelay");
	}

	@Test
	void everyModuleIsLookedAt() {
		assertThat(Stream.of("protocol", "relay", "relay.autoconfigure", "relay.app", "hub", "service", "negotiate",
				"autoconfigure", "test", "test.link", "samples.chat", "samples.chatmvc", "samples.chathub"))
			.allSatisfy(
					(name) -> assertThat(classes.containPackage("io.github.signalrelay." + name)).as(name).isTrue());
	}

	@TestFactory
	Stream<DynamicTest> rules() {
		return ModuleRules.ALL.stream()
			.map((rule) -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(classes)));
	}

	@Test
	void theRulesNoticeAForbiddenDependency() {
		assertBroken(ModuleRules.PROTOCOL_STANDS_ALONE, ProtocolThatKnowsSpring.class);
	}

	@Test
	void theRulesNoticeAForbiddenName() {
		assertBroken(ModuleRules.NAMES_SAY_WHAT_A_CLASS_DOES, SharedUtil.class);
	}

	@Test
	void theRulesNoticeStandardOutput() {
		assertBroken(ModuleRules.NOTHING_WRITES_TO_STANDARD_OUTPUT, SharedUtil.class);
	}

	private static void assertBroken(ArchRule rule, Class<?> sample) {
		JavaClasses broken = new ClassFileImporter().importClasses(sample);
		assertThatThrownBy(() -> rule.check(broken)).isInstanceOf(AssertionError.class)
			.hasMessageContaining(sample.getSimpleName());
	}

}
