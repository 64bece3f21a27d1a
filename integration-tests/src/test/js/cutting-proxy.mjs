// SPDX-License-Identifier: Apache-2.0

import net from "node:net";

import WebSocket from "ws";

/** A TCP proxy for the WebSockets of one client, which can cut them without a word to either side. */
export class CuttingProxy {
  #server = net.createServer((socket) => this.#accept(socket));
  #pairs = new Set();
  #target;
  #openSince;

  constructor() {
    this.cuts = 0;
  }

  async listen() {
    await new Promise((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return this;
  }

  /** What the client makes its WebSockets with: they go to the proxy, wherever they were meant to go. */
  get WebSocket() {
    const proxy = this;
    return class extends WebSocket {
      constructor(url, protocols, options) {
        const address = new URL(url);
        proxy.#target = { host: address.hostname, port: address.port };
        address.port = proxy.#server.address().port;
        super(address.href, protocols, options);
        this.on("open", () => { // what addEventListener adds, the client would replace
          proxy.#openSince = Date.now();
        });
      }
    };
  }

  #accept(near) {
    const far = net.connect(this.#target);
    const pair = [near, far];
    this.#pairs.add(pair);
    for (const [from, to] of [pair, [far, near]]) {
      from.setNoDelay(true);
      from.pipe(to);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        this.#pairs.delete(pair);
        to.destroy();
      });
    }
  }

  /** Whether a WebSocket has been open for a moment. */
  isSettled() {
    return this.#openSince !== undefined && Date.now() - this.#openSince >= 20;
  }

  /** Cuts what is open now. Bytes under way are lost. */
  cut() {
    this.cuts += 1;
    this.#openSince = undefined;
    for (const pair of this.#pairs) {
      pair.forEach((socket) => socket.destroy());
    }
  }

  close() {
    this.cut();
    this.#server.close();
  }
}
