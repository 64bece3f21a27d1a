// SPDX-License-Identifier: Apache-2.0

// Runs every scenario against running app servers and prints one line of JSON per scenario:
//   {"name":"...","ok":true|false,"detail":"..."}
// Usage: node run.mjs --protocol json|messagepack [--transport NAME] --url http://127.0.0.1:8080/test [--url ...]
// Transports are web-sockets, server-sent-events and long-polling.
// Several --url are app servers behind one relay; clients are spread over them.
// {"marker":"restart"} asks whoever started this script to restart the deployment on the same ports.

import { inspect, parseArgs } from "node:util";

import { PROTOCOLS, TRANSPORTS } from "./clients.mjs";
import { Cast } from "./cast.mjs";
import { reconnects } from "./scenarios/reconnects.mjs";
import { restart } from "./scenarios/restart.mjs";
import { anywhere } from "./scenarios.mjs";

const { values: options } = parseArgs({
  options: {
    url: { type: "string", multiple: true },
    protocol: { type: "string", default: "json" },
    transport: { type: "string", default: "web-sockets" },
  },
});
if (!options.url?.length || !(options.protocol in PROTOCOLS) || !(options.transport in TRANSPORTS)) {
  process.stderr.write("Usage: node run.mjs --protocol json|messagepack [--transport NAME] --url URL [--url URL]\n");
  process.exit(2);
}

const print = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

const cast = new Cast(options.url, options.protocol, options.transport);
for (const [name, scenario] of Object.entries({ ...anywhere, ...reconnects, ...restart })) {
  try {
    await scenario(cast, print);
    print({ name, ok: true, detail: "" });
  }
  catch (error) {
    print({ name, ok: false, detail: inspect(error) }); // with its causes
  }
}
await cast.leave();
process.exit(0);
