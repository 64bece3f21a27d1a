// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";

import { uniqueTag } from "../clients.mjs";

const hub = "filtered";

/** Starts a stream and keeps what comes of it. */
function subscribe(client, method, tag) {
  const seen = [];
  const subscription = client.connection.stream(method, tag).subscribe({
    next: (item) => seen.push(item), complete: () => {}, error: (error) => seen.push(error),
  });
  return { seen, dispose: () => subscription.dispose() };
}

/** Cancels a stream that is under way and says nothing, and finds the method told. */
function cancels(method) {
  return async (cast) => {
    const client = await cast.connect({ hub });
    const tag = uniqueTag("stream");
    const stream = subscribe(client, method, tag);
    await client.tagged(`started ${tag}`);
    stream.dispose();
    await client.tagged(`cancelled ${tag}`);
    assert.equal(await client.invoke("blocking", "still here"), "in still here out");
    assert.deepEqual(stream.seen, []);
    await client.stop();
  };
}

/** A client that goes while methods work for it. */
async function goes(cast, begin) {
  const watcher = await cast.connect({ hub, app: 1 });
  const client = await cast.connect({ hub });
  const tags = begin(client);
  await Promise.all(tags.map((tag) => watcher.tagged(`started ${tag}`)));
  await client.stop();
  await Promise.all(tags.map((tag) => watcher.tagged(`cancelled ${tag}`)));
  await watcher.stop();
}

export const cancellation = {
  "cancellation: a stream that has no item yet": cancels("silent"),

  "cancellation: a method that has no stream yet": cancels("waitsForItems"),

  async "cancellation: a client that goes ends its call"(cast) {
    await goes(cast, (client) => {
      const tag = uniqueTag("call");
      client.connection.invoke("waits", tag).catch(() => {}); // the client has gone
      return [tag];
    });
  },

  async "cancellation: a client that goes ends its streams"(cast) {
    await goes(cast, (client) => ["silent", "waitsForItems", "silent"].map((method) => {
      const tag = uniqueTag("stream");
      subscribe(client, method, tag);
      return tag;
    }));
  },
};
