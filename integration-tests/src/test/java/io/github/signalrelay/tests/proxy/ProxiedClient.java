// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.proxy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import io.github.signalrelay.tests.Requirements;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The published JavaScript client under Node, with all of its transports.
 */
final class ProxiedClient {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private ProxiedClient() {
	}

	static Report run(Nginx nginx) throws Exception {
		Path folder = Requirements.moduleFolder().resolve("src/test/js");
		Path node = Requirements.program("node");
		Requirements.file(folder.resolve("node_modules/@microsoft/signalr"),
				"the build runs 'npm ci' where npm is found");
		ProcessBuilder builder = new ProcessBuilder(node.toString(), "proxied.mjs", "--url",
				nginx.address() + "/request")
			.directory(folder.toFile())
			.redirectError(ProcessBuilder.Redirect.INHERIT);
		Certificate certificate = nginx.certificate();
		if (certificate != null) {
			builder.environment().put("NODE_EXTRA_CA_CERTS", certificate.chain().toString());
		}
		Process process = builder.start();
		try {
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("node ended").isTrue();
			assertThat(process.exitValue()).as("exit code of node").isZero();
			return JSON.readValue(output, Report.class);
		}
		finally {
			process.destroyForcibly();
		}
	}

	/**
	 * What a client has seen.
	 *
	 * @param transport class of its transport
	 * @param remoteAddress its address, as the hub sees it
	 * @param path path that it asked for, as the hub sees it
	 */
	record Report(String transport, @Nullable String remoteAddress, String path) {

	}

}
