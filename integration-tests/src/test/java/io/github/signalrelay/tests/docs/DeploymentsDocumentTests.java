// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.docs;

import org.junit.jupiter.api.Test;

import io.github.signalrelay.tests.Requirements;

import static org.assertj.core.api.Assertions.assertThat;

/** The example of docs/deployments.md is code that other tests run. */
class DeploymentsDocumentTests {

	@Test
	void theRouterIsTheCodeThatIsCompiled() {
		String code = Documents.read(Requirements.moduleFolder()
			.resolve("src/test/java/io/github/signalrelay/tests/endpoints/RegionRouter.java"));
		assertThat(Documents.blocks(Documents.read("docs/deployments.md"), "java")).singleElement()
			.satisfies((example) -> assertThat(code).endsWith(example));
	}

}
