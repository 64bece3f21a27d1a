// SPDX-License-Identifier: Apache-2.0

// Two published clients, one for each hub protocol, chat through the hub of the samples. Exits with 0 when everything
// happened that should.
// Usage: node chat-clients.mjs HUB

import assert from "node:assert/strict";

import { HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";

import { PROTOCOLS } from "./clients.mjs";

const PATIENCE_MILLIS = 20_000;

const hub = process.argv[2];
const impatience = setTimeout(() => {
  process.stderr.write("Not everything happened in time\n");
  process.exit(1);
}, PATIENCE_MILLIS);

async function enter(name, protocol) {
  const connection = new HubConnectionBuilder()
    .withUrl(`${hub}?name=${name}`, { transport: HttpTransportType.WebSockets })
    .withHubProtocol(PROTOCOLS[protocol]())
    .configureLogging(LogLevel.None)
    .build();
  const next = (method) => new Promise((resolve) => connection.on(method, (...args) => {
    connection.off(method);
    resolve(args);
  }));
  await connection.start();
  return { connection, next, person: { connectionId: connection.connectionId, name } };
}

const ada = await enter("Ada", "json");
const grace = await enter("Grace", "messagepack");

await ada.connection.invoke("join", "Lobby");
const joined = ada.next("joined");
await grace.connection.invoke("JOIN", "Lobby");
assert.deepEqual(await joined, ["Lobby", grace.person]);

const said = grace.next("said");
await ada.connection.invoke("say", "Lobby", "Good morning");
assert.deepEqual(await said, ["Lobby", ada.person, "Good morning"]);

const whispered = ada.next("whispered");
await grace.connection.invoke("whisperToUser", "Ada", "Psst");
assert.deepEqual(await whispered, [grace.person, "Psst"]);

await assert.rejects(ada.connection.invoke("say", "Attic", "Anybody?"), /You are not in this room\./);

const left = ada.next("left");
await grace.connection.stop();
assert.deepEqual(await left, ["Lobby", grace.person]);

await ada.connection.stop();
clearTimeout(impatience);
