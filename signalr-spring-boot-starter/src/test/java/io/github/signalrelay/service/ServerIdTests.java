// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Names of app servers (service protocol reference, 0.2 and 3.6). */
class ServerIdTests {

	@Test
	void madeOfTheMachineAndARandomPart() {
		assertThat(ServerId.random().value()).matches("[A-Za-z0-9.-]+_[0-9a-f]{32}");
		assertThat(ServerId.random()).isNotEqualTo(ServerId.random());
	}

	@ParameterizedTest
	@ValueSource(strings = { "app-1", "a", "machine_0123456789abcdef", "pod/7" })
	void idsOfApplications(String value) {
		assertThat(new ServerId(value).value()).isEqualTo(value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a;b", "a b", "a\nb", "\u00e4" })
	void idsThatNoHeaderOrListCanHold(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> new ServerId(value)).withMessageContaining("ASCII");
	}

}
