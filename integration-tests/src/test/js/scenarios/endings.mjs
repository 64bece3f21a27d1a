// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";

import { Subject } from "@microsoft/signalr";

import { within } from "../clients.mjs";

/** A client with a stream in each direction under way. */
async function busyClient(cast, hub, options = {}) {
  const client = await cast.connect({ hub, ...options });
  const ticking = new Promise((resolve) => client.connection.stream("ticks").subscribe({
    next: resolve, complete: () => {}, error: () => {},
  }));
  const uploading = new Promise((resolve) => client.connection.on("uploaded", resolve));
  const items = new Subject();
  await client.send("upload", items);
  items.next(1);
  await within(Promise.all([ticking, uploading]), "streams in both directions");
  return client;
}

/** Everything that belongs to the client has ended before its disconnect callback runs, which it does once. */
async function endsInOrder(cast, hub, end, last = "disconnected", options = {}) {
  const watcher = await cast.connect({ hub: "life", app: 1 }); // which waits for it, however slow the machine
  const endings = [];
  let client;
  const ended = new Promise((resolve) => watcher.connection.on("ended", (id, journal) => {
    if (id === client?.lastId) {
      endings.push(journal);
      resolve();
    }
  }));
  await watcher.invoke("watch");
  client = await busyClient(cast, hub, options);
  client.lastId = client.id;
  await end(client);
  await within(client.closed, "the end of the connection");
  await within(ended, "the disconnect callback");
  await watcher.invoke("watch"); // a second end would have come meanwhile
  assert.equal(endings.length, 1);
  const seen = endings[0];
  assert.equal(seen[0], "connected");
  assert.deepEqual([...seen.slice(1, -1)].sort(), ["aborted", "stream cancelled", "upload failed: The underlying connection was closed."]);
  assert.equal(seen.at(-1), last);
  await watcher.stop();
  return client;
}

/** Expires a few seconds from now; the limit of whole seconds takes one away. */
const expiringToken = () => `expires-${Math.floor(Date.now() / 1000) + 6}`;

export const endings = {
  "the order of the end: a client that stops": (cast) => endsInOrder(cast, "life", (client) => client.stop()),

  "the order of the end: a hub that aborts": (cast) => endsInOrder(cast, "life", (client) => client.send("abort")),

  async "the order of the end: a client that was silent for too long"(cast) {
    if (cast.transport === "long-polling") {
      return; // each poll is a sign of life
    }
    const client = await endsInOrder(cast, "impatient", () => {}, // its next ping is far away
      "disconnected: Client hasn't sent a message/ping within the configured ClientTimeoutInterval.");
    assert.equal((await client.closed).message, "Server returned an error on close: Connection closed with an error.");
  },

  async "the order of the end: a token that expires"(cast) {
    const client = await endsInOrder(cast, "expiring", () => {}, "disconnected", { token: expiringToken });
    assert.equal(await client.closed, undefined);
  },

  async "a client whose token expires comes back with another one"(cast) {
    const client = await cast.connect({ hub: "expiring", token: expiringToken, reconnect: true });
    const first = client.id;
    const back = new Promise((resolve) => client.connection.onreconnected(resolve));
    assert.notEqual(await within(back, "the reconnect"), first);
    await client.stop();
  },

  async "a token that expires is no matter where nobody asks"(cast) {
    const client = await cast.connect({ hub: "life", token: () => `expires-${Math.floor(Date.now() / 1000) + 1}` });
    const expiring = await cast.connect({ hub: "expiring", token: () => `expires-${Math.floor(Date.now() / 1000) + 2}` });
    await within(expiring.closed, "the end of the other client");
    assert.equal(client.connection.state, "Connected");
    await client.stop();
  },
};
