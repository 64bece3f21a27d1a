// SPDX-License-Identifier: Apache-2.0
// What a server and the benchmark that has started it have to tell each other.

/** Ends this process when the benchmark has ended, which closes the pipe. */
export function endWithParent() {
	process.stdin.on("end", () => process.exit(0));
	process.stdin.resume();
}

/** Tells that the server is ready. */
export function listening(port) {
	console.log(`listening on ${port}`);
}
