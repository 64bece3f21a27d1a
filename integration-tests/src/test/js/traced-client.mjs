// SPDX-License-Identifier: Apache-2.0

// Connects with a traceparent header, and prints the trace in which the hub was called.
// Usage: node traced-client.mjs HUB TRACEPARENT

import { HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";

const [hub, traceparent] = process.argv.slice(2);
const PATIENCE_MILLIS = 20_000;

setTimeout(() => {
  process.stderr.write("Not everything happened in time\n");
  process.exit(1);
}, PATIENCE_MILLIS).unref();

const connection = new HubConnectionBuilder()
  .withUrl(hub, { transport: HttpTransportType.WebSockets, headers: { traceparent } })
  .configureLogging(LogLevel.None)
  .build();
await connection.start();
process.stdout.write(`${await connection.invoke("trace")}\n`);
await connection.stop();
