// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClaimNames} (service protocol reference, appendix B).
 */
class ClaimNamesTests {

	@ParameterizedTest
	@CsvSource({ "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier, nameid",
			"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name, unique_name",
			"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress, email",
			"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname, family_name",
			"http://schemas.microsoft.com/ws/2008/06/identity/claims/role, role",
			"http://schemas.microsoft.com/ws/2008/06/identity/claims/serialnumber, certserialnumber",
			"http://schemas.xmlsoap.org/ws/2009/09/identity/claims/actor, actort",
			"http://schemas.microsoft.com/identity/claims/objectidentifier, oid",
			"http://schemas.microsoft.com/claims/authnclassreference, acr",
			"http://schemas.xmlsoap.org/claims/UPN, adfs1upn" })
	void longAndShort(String longName, String shortName) {
		assertThat(ClaimNames.shortName(longName)).isEqualTo(shortName);
		assertThat(ClaimNames.longName(shortName)).isEqualTo(longName);
	}

	@Test
	void twoNamesAreOnlyMadeLong() {
		assertThat(ClaimNames.longName("sub")).isEqualTo(ClaimNames.NAME_IDENTIFIER);
		assertThat(ClaimNames.longName("roles")).isEqualTo(ClaimNames.ROLE);
		assertThat(ClaimNames.shortName("sub")).isEqualTo("sub");
	}

	@Test
	void othersStay() {
		assertThat(ClaimNames.longName("custom")).isEqualTo("custom");
		assertThat(ClaimNames.shortName("custom")).isEqualTo("custom");
	}

}
