// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";

import { uniqueTag, within } from "../clients.mjs";

export const restart = {
  async "clients come back after a restart"(cast, print) {
    await cast.leave();
    const clients = await Promise.all([cast.connect({ reconnect: true }), cast.connect({ reconnect: true, app: 1 })]);
    const before = clients.map((client) => client.id);
    const back = clients.map((client) => new Promise((resolve) => client.connection.onreconnected(resolve)));
    print({ marker: "restart" });
    const after = await within(Promise.all(back), "the clients to come back", 60_000);
    after.forEach((id, i) => assert.notEqual(id, before[i]));
    const tag = uniqueTag("back");
    await clients[0].invoke("sendToAll", tag);
    await Promise.all(clients.map((client) => client.tagged(tag)));
    await Promise.all(clients.map((client) => client.stop()));
  },
};
