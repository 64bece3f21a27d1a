// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";

import { Client, uniqueTag, within } from "./clients.mjs";

/** What a client is told that sends to a connection which is not there any more. */
const GONE = /^((No Connection with that ID|Not Found): Status code '404'|Cannot send data if the connection is not in the 'Connected' State\.)$/;

/**
 * The clients that the scenarios share: two connections of the user ada, one of bob, one of carol, spread over all app
 * servers so that every multicast has to cross them.
 */
export class Cast {
  #members;

  constructor(urls, protocol, transport) {
    this.urls = urls;
    this.protocol = protocol;
    this.transport = transport;
    this.many = 1_000; // messages, where many are sent
    this.reasons = true; // whether answers have reason phrases, which HTTP/2 does not know
    this.cookies = true; // whether the page's site is that of the hub
  }

  /** A new connection; the caller stops it. */
  connect(options = {}) {
    const { app = 0, ...rest } = options;
    return new Client(this.address(app), { protocol: this.protocol, transport: this.transport, ...rest }).start();
  }

  /** Where a new connection goes. */
  address(app) {
    return this.urls[app % this.urls.length];
  }

  async members() {
    if (!this.#members) {
      const [ada, ada2, bob, carol] = await Promise.all([
        this.connect({ user: "ada", app: 0 }),
        this.connect({ user: "ada", app: 1 }),
        this.connect({ user: "bob", app: 1 }),
        this.connect({ user: "carol", app: 0 }),
      ]);
      this.#members = { ada, ada2, bob, carol };
    }
    return this.#members;
  }

  /**
   * Runs an action that sends a tagged message, then proves who got it: exactly the expected members, each exactly as often as
   * expected. A fence sent to everybody by the same sender tells when nothing more can come.
   */
  async expectReceivers(sender, expected, action) {
    const members = await this.members();
    const tag = uniqueTag("sent");
    await action(tag, members);
    const fence = uniqueTag("fence");
    await members[sender].invoke("sendToAll", fence);
    await Promise.all(Object.values(members).map((member) => member.tagged(fence)));
    const counts = Object.fromEntries(Object.entries(members).map(([name, member]) => [name, member.count(tag)]));
    const wanted = Object.fromEntries(Object.keys(members).map((name) => [name, expected[name] ?? 0]));
    assert.deepEqual(counts, wanted);
  }

  /**
   * The end of a client whose hub has refused it. The published client misses an end that comes while the ping behind its handshake is
   * under way, which is a request of its own over the other transports; what it sends next tells.
   */
  async ended(client) {
    const end = within(client.closed, "the end");
    if (this.transport === "web-sockets") {
      return end;
    }
    const missed = new Promise((resolve) => setTimeout(resolve, 5_000))
      .then(() => client.send("blocking", "still there"))
      .then(() => end, (error) => error);
    return Promise.race([end, missed]);
  }

  /**
   * Checks what a client has heard whose hub has refused it, before or after the client counts as connected. Over requests of its own,
   * the ping that the client sends behind its handshake may find the connection gone.
   */
  checkRefusal(error, expected) {
    const posts = this.transport !== "web-sockets";
    if (!posts || !GONE.test(error?.message)) {
      assert.equal(error?.message, expected);
    }
  }

  async leave() {
    if (this.#members) {
      await Promise.all(Object.values(this.#members).map((member) => member.stop()));
      this.#members = undefined;
    }
  }
}
