// SPDX-License-Identifier: Apache-2.0

// Runs every scenario against running app servers, with each pair of hub protocol and transport at the same time, and prints one line
// of JSON per scenario:
//   {"name":"json over web-sockets: ...","ok":true|false,"detail":"..."}
// Usage: node run.mjs --pair json/web-sockets [--pair messagepack/long-polling] --url http://127.0.0.1:8080/test [--url ...]
// Transports are web-sockets, server-sent-events and long-polling.
// Several --url are app servers behind one relay; clients are spread over them.
// {"marker":"restart"} asks whoever started this script to restart the deployment on the same ports, once for all pairs.

import { inspect, parseArgs } from "node:util";

import { PROTOCOLS, TRANSPORTS } from "./clients.mjs";
import { Cast } from "./cast.mjs";
import { reconnects } from "./scenarios/reconnects.mjs";
import { redirects } from "./scenarios/redirects.mjs";
import { restart } from "./scenarios/restart.mjs";
import { anywhere } from "./scenarios.mjs";

const { values: options } = parseArgs({
  options: {
    url: { type: "string", multiple: true, default: [] },
    pair: { type: "string", multiple: true, default: [] },
  },
});
const pairs = options.pair.map((pair) => pair.split("/"));
if (!options.url.length || !pairs.length || !pairs.every(([protocol, transport]) => protocol in PROTOCOLS && transport in TRANSPORTS)) {
  process.stderr.write("Usage: node run.mjs --pair PROTOCOL/TRANSPORT [--pair ...] --url URL [--url ...]\n");
  process.exit(2);
}

const print = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

async function run(cast, scenarios, told = () => {}) {
  for (const [title, scenario] of Object.entries(scenarios)) {
    const name = `${cast.protocol} over ${cast.transport}: ${title}`;
    try {
      await scenario(cast, told);
      print({ name, ok: true, detail: "" });
    }
    catch (error) {
      print({ name, ok: false, detail: inspect(error) }); // with its causes
    }
  }
}

const casts = pairs.map(([protocol, transport]) => new Cast(options.url, protocol, transport));
await Promise.all(casts.map((cast) => run(cast, {
  ...anywhere,
  ...redirects,
  ...(cast.transport === "web-sockets" ? reconnects : {}), // these know no other transport
})));
let waiting = casts.length;
await Promise.all(casts.map((cast) => run(cast, restart, (line) => {
  waiting -= 1;
  if (waiting === 0) {
    print(line);
  }
})));
await Promise.all(casts.map((cast) => cast.leave()));
process.exit(0);
