// SPDX-License-Identifier: Apache-2.0

// Several clients with compression and one without, who all get the same large messages, and large messages from each of them.
// Prints what was seen as one line of JSON: {"broadcasts":N,"compressedClients":N}
// Usage: node shared-compressed.mjs --protocol json|messagepack --url http://127.0.0.1:8080/test [--url ...]

import assert from "node:assert/strict";
import { parseArgs } from "node:util";

import { HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";
import WebSocket from "ws";

import { PROTOCOLS, within } from "./clients.mjs";

const { values } = parseArgs({ options: { url: { type: "string", multiple: true }, protocol: { type: "string", default: "json" } } });

const BROADCASTS = 20;

const AGREED = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

/** A client whose WebSocket compresses, or does not. */
async function connect(number, perMessageDeflate) {
  const client = { received: [], wake: () => {} };
  class Observed extends WebSocket {
    constructor(url, protocols, options) {
      super(url, protocols, { ...options, perMessageDeflate });
      this.on("upgrade", (response) => (client.agreed = response.headers["sec-websocket-extensions"]));
    }
  }
  client.connection = new HubConnectionBuilder()
    .withUrl(values.url[number % values.url.length], { transport: HttpTransportType.WebSockets, WebSocket: Observed })
    .withHubProtocol(PROTOCOLS[values.protocol]())
    .configureLogging(LogLevel.None)
    .build();
  client.connection.on("received", (tag) => { client.received.push(tag); client.wake(); });
  await within(client.connection.start(), "the connection");
  return client;
}

const has = (client, count) => within(new Promise((resolve) => {
  client.wake = () => client.received.length >= count && resolve();
  client.wake();
}), `${count} broadcasts`);

const compressed = await Promise.all(Array.from({ length: 5 }, (_, number) => connect(number, { threshold: 0 })));
const plain = await connect(1, false);
const clients = [...compressed, plain];
compressed.forEach((client) => assert.equal(client.agreed, AGREED));
assert.equal(plain.agreed, undefined);

// large ones from clients first: their answers are small
for (const client of clients) {
  const text = "from a client ".repeat(2_000);
  assert.equal(await within(client.connection.invoke("length", text), "an answer"), text.length);
}
const sent = Array.from({ length: BROADCASTS }, (_, number) => `${number} ${"to everybody ".repeat(1_000)}`);
for (const text of sent) {
  await within(plain.connection.invoke("sendToAll", text), "a broadcast");
}
for (const client of clients) {
  await has(client, BROADCASTS);
  assert.deepEqual(client.received, sent);
}
await Promise.all(clients.map((client) => client.connection.stop()));
process.stdout.write(JSON.stringify({ broadcasts: BROADCASTS, compressedClients: compressed.length }));
process.exit(0);
