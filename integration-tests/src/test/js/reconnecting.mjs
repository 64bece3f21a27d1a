// SPDX-License-Identifier: Apache-2.0

// Keeps a connection with automatic reconnect and prints each of its changes as a line of JSON. Connected means that a call was
// answered. Stops when its input ends.
// Usage: node reconnecting.mjs --url http://127.0.0.1:8080/link --protocol json|messagepack

import { parseArgs } from "node:util";

import { HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";

import { PROTOCOLS, within } from "./clients.mjs";

const { values } = parseArgs({ options: { url: { type: "string" }, protocol: { type: "string" } } });

const print = (state, { id, error } = {}) => process.stdout.write(`${JSON.stringify({ state, id, error })}\n`);

const connection = new HubConnectionBuilder()
  .withUrl(values.url, { transport: HttpTransportType.WebSockets })
  .withHubProtocol(PROTOCOLS[values.protocol]())
  .withAutomaticReconnect({ nextRetryDelayInMilliseconds: () => 250 })
  .configureLogging(LogLevel.None)
  .build();
// so that a silent connection is noticed soon; the server pings every second
connection.serverTimeoutInMilliseconds = 6_000;
connection.keepAliveIntervalInMilliseconds = 1_000;

const answered = async (state) => {
  const id = connection.connectionId;
  await within(connection.invoke("echo", id), "the answer");
  print(state, { id });
};
connection.onreconnecting((error) => print("reconnecting", { error: error?.message }));
connection.onreconnected(() => answered("reconnected").catch((error) => print("failed", { error: error.message })));
connection.onclose((error) => print("closed", { error: error?.message }));

await within(connection.start(), "the connection");
await answered("connected");
for await (const ignored of process.stdin) {
  // until it ends
}
await within(connection.stop(), "the end");
process.exit(0);
