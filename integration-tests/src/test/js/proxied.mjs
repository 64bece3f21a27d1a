// SPDX-License-Identifier: Apache-2.0

// Connects with whichever transport works and prints what it and the hub have seen, as one line of JSON.
// It claims to come from elsewhere, which nobody should believe.
// Usage: node proxied.mjs --url https://localhost:8443/request

import { parseArgs } from "node:util";

import { HubConnectionBuilder, LogLevel } from "@microsoft/signalr";

import { within } from "./clients.mjs";

const { values } = parseArgs({ options: { url: { type: "string" } } });

const connection = new HubConnectionBuilder().withUrl(values.url, { headers: { "X-Forwarded-For": "203.0.113.66" } }).configureLogging(LogLevel.Error).build();
await within(connection.start(), "the connection");
const report = {
  transport: connection.connection.transport.constructor.name,
  remoteAddress: await within(connection.invoke("remoteAddress"), "the address"),
  path: await within(connection.invoke("path"), "the path"),
};
await within(connection.stop(), "the end");
process.stdout.write(JSON.stringify(report));
process.exit(0);
