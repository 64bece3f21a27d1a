// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Folder of this module, where programs that are not Java stand.
 */
final class Module {

	private Module() {
	}

	/**
	 * Finds a file.
	 * @param path path within the module
	 * @return the file, which need not exist
	 * @throws IllegalStateException if the classes are not those of a build of the module
	 */
	static Path file(String path) {
		try {
			Path classes = Path.of(Module.class.getProtectionDomain().getCodeSource().getLocation().toURI());
			for (Path folder = classes; folder != null; folder = folder.getParent()) {
				if (Files.isRegularFile(folder.resolve("src/main/js/package.json"))) {
					return folder.resolve(path);
				}
			}
			throw new IllegalStateException("Benchmarks run from within the repository only, not from " + classes);
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
