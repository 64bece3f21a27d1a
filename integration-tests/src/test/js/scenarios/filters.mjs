// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";

import { failure, within } from "../clients.mjs";

const hub = "filtered";

function collect(client, method, ...args) {
  return within(new Promise((resolve, reject) => {
    const items = [];
    client.connection.stream(method, ...args).subscribe({
      next: (item) => items.push(item), complete: () => resolve(items), error: reject,
    });
  }), `stream of ${method}`);
}

/** A client of the hub, for as long as the scenario runs. */
function withClient(scenario) {
  return async (cast) => {
    const client = await cast.connect({ hub });
    await scenario(client, cast);
    await client.stop();
  };
}

export const filters = {
  "filters: around calls of every kind": withClient(async (client) => {
    for (const method of ["blocking", "stage", "mono"]) {
      assert.equal(await client.invoke(method, "text"), "in text out");
    }
  }),

  "filters: around streams of both kinds": withClient(async (client) => {
    for (const method of ["flux", "iterated"]) {
      assert.deepEqual(await collect(client, method, "item"), ["in item out", "in item out"]);
    }
  }),

  "filters: a call that a filter refuses": withClient(async (client) => {
    for (const method of ["blocking", "stage", "mono"]) {
      assert.equal(await failure(client.invoke(method, "forbidden")),
        `An unexpected error occurred invoking '${method}' on the server. HubException: not here`);
    }
    assert.equal(await failure(collect(client, "flux", "forbidden")),
      "An unexpected error occurred invoking 'flux' on the server. HubException: not here");
    assert.equal(await client.invoke("blocking", "still here"), "in still here out");
  }),

  "filters: an exception of a filter stays on the server": withClient(async (client) => {
    for (const method of ["blocking", "stage", "mono"]) {
      assert.equal(await failure(client.invoke(method, "broken")),
        `An unexpected error occurred invoking '${method}' on the server.`);
    }
  }),

  "filters: a filter answers in the place of the method": withClient(async (client) => {
    for (const method of ["blocking", "stage", "mono"]) {
      assert.equal(await client.invoke(method, "cached"), "from the filter");
    }
  }),

  async "filters: a client that a filter refuses"(cast) {
    const watcher = await cast.connect({ hub, app: 1 });
    let id;
    const refused = cast.connect({ hub, query: { refuse: "true" } }).then((client) => {
      id = client.id;
      return cast.ended(client);
    }, (error) => error);
    cast.checkRefusal(await refused,
      "Server returned an error on close: Connection closed with an error. HubException: the house is full");
    const guest = await cast.connect({ hub });
    const guestId = guest.id;
    await guest.stop();
    await watcher.tagged(`farewell ${guestId}`);
    assert.equal(watcher.count(`welcome ${id}`) + watcher.count(`farewell ${id}`), 0);
    await watcher.stop();
  },

  async "filters: connect and disconnect, once each"(cast) {
    const watcher = await cast.connect({ hub, app: 1 });
    const ids = [];
    for (let i = 0; i < 3; i += 1) {
      const guest = await cast.connect({ hub, app: i });
      ids.push(guest.id);
      await watcher.tagged(`welcome ${guest.id}`);
      await guest.stop();
      await watcher.tagged(`farewell ${ids[i]}`);
    }
    assert.equal(await watcher.invoke("blocking", "fence"), "in fence out");
    for (const id of ids) {
      assert.deepEqual([watcher.count(`welcome ${id}`), watcher.count(`farewell ${id}`)], [1, 1]);
    }
    await watcher.stop();
  },
};
