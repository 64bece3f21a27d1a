// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";

import { uniqueTag, within } from "../clients.mjs";

const about = (method, id) => (message) => message.method === method && message.args[0] === id;

export const lifecycle = {
  async "connect and disconnect are seen by the hub"(cast) {
    const watcher = await cast.connect({ app: 1 });
    await watcher.invoke("join", "watchers");
    const guest = await cast.connect({ user: "guest" });
    const id = guest.id;
    assert.deepEqual((await watcher.message(about("connected", id), "the arrival")).args, [id, "guest"]);
    await guest.stop();
    assert.deepEqual((await watcher.message(about("disconnected", id), "the departure")).args, [id, null]);
    await watcher.stop();
  },

  async "stop ends the connection without an error"(cast) {
    const client = await cast.connect();
    await client.stop();
    assert.equal(await within(client.closed, "the end of the connection"), undefined);
    assert.equal(client.connection.state, "Disconnected");
  },

  async "a stopped client may start again"(cast) {
    const client = await cast.connect();
    const first = client.id;
    await client.stop();
    await client.start();
    assert.notEqual(client.id, first);
    assert.equal(await client.invoke("echoString", "again"), "again");
    await client.stop();
  },

  async "the hub ends a connection"(cast) {
    const client = await cast.connect();
    await client.send("abort");
    assert.equal(await within(client.closed, "the end of the connection"), undefined);
  },

  async "a hub that refuses the connection tells only that"(cast) {
    const refused = cast.connect({ query: { refuse: "true" } }).then((client) => cast.ended(client), (error) => error);
    cast.checkRefusal(await refused, "Server returned an error on close: Connection closed with an error.");
  },

  async "clients that come and go disturb nobody"(cast) {
    const { bob } = await cast.members();
    const tag = uniqueTag("calm");
    const guests = await Promise.all(Array.from({ length: 20 }, (_, i) => cast.connect({ app: i })));
    await Promise.all(guests.map((guest) => guest.stop()));
    await bob.invoke("sendToCaller", tag);
    await bob.tagged(tag);
    assert.equal(bob.count(tag), 1);
  },
};
