// SPDX-License-Identifier: Apache-2.0

import { HttpTransportType, HubConnectionBuilder, JsonHubProtocol, LogLevel } from "@microsoft/signalr";
import { MessagePackHubProtocol } from "@microsoft/signalr-protocol-msgpack";

/** Longest time that one awaited condition may take; a limit, not an expectation. */
const PATIENCE_MILLIS = 60_000;

/** Protocols by the name that the command line uses. */
export const PROTOCOLS = {
  json: () => new JsonHubProtocol(),
  messagepack: () => new MessagePackHubProtocol(),
};

/** Transports by the name that the command line uses. */
export const TRANSPORTS = {
  "web-sockets": HttpTransportType.WebSockets,
  "server-sent-events": HttpTransportType.ServerSentEvents,
  "long-polling": HttpTransportType.LongPolling,
};

/** A connection of the published client that remembers everything it was sent. */
export class Client {
  constructor(url, {
    user, protocol, hub = "test", transport = "web-sockets", token, keepAlive, reconnect = false, query = {},
  }) {
    const address = new URL(hub, url);
    if (user) {
      address.searchParams.set("user", user);
    }
    for (const [name, value] of Object.entries(query)) {
      address.searchParams.set(name, value);
    }
    const builder = new HubConnectionBuilder()
      .withUrl(address.href, { transport: TRANSPORTS[transport], ...(token && { accessTokenFactory: token }) })
      .withHubProtocol(PROTOCOLS[protocol]())
      .configureLogging(LogLevel.None);
    this.connection = (reconnect
      ? builder.withAutomaticReconnect({ nextRetryDelayInMilliseconds: () => 250 })
      : builder).build();
    if (keepAlive) {
      this.connection.keepAliveIntervalInMilliseconds = keepAlive;
    }
    this.received = [];
    this.waiting = new Set();
    for (const method of ["received", "numbered", "disconnected", "connected"]) {
      this.connection.on(method, (...args) => this.#remember({ method, args }));
    }
    this.closed = new Promise((resolve) => this.connection.onclose((error) => {
      this.#remember({ method: "closed", args: [error] });
      resolve(error);
    }));
  }

  async start() {
    await this.connection.start();
    return this;
  }

  get id() {
    return this.connection.connectionId;
  }

  invoke(method, ...args) {
    return within(this.connection.invoke(method, ...args), `answer of ${method}`);
  }

  send(method, ...args) {
    return this.connection.send(method, ...args);
  }

  stop() {
    return this.connection.stop();
  }

  /** First message, already here or yet to come, that the predicate accepts. */
  message(predicate, what) {
    const found = this.received.find(predicate);
    if (found) {
      return Promise.resolve(found);
    }
    return within(new Promise((resolve) => this.waiting.add({ predicate, resolve })), what);
  }

  /** Waits for a "received" message with this tag. */
  tagged(tag) {
    return this.message((m) => m.method === "received" && m.args[0] === tag, `message ${tag}`);
  }

  count(tag) {
    return this.received.filter((m) => m.method === "received" && m.args[0] === tag).length;
  }

  #remember(message) {
    this.received.push(message);
    for (const waiter of this.waiting) {
      if (waiter.predicate(message)) {
        this.waiting.delete(waiter);
        waiter.resolve(message);
      }
    }
  }
}

/** Rejects when the promise takes longer than anything here may take. */
export function within(promise, what, patience = PATIENCE_MILLIS) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${patience} ms for ${what}`)), patience);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

/** Text of the error that the promise is rejected with. */
export async function failure(promise) {
  let value;
  try {
    value = await promise;
  }
  catch (error) {
    return error.message;
  }
  throw new Error(`Expected an error, got ${JSON.stringify(value)}`);
}

let counter = 0;

const run = Math.random().toString(36).slice(2);

/** A text that no other message of this run has. */
export function uniqueTag(prefix) {
  counter += 1;
  return `${prefix}-${run}-${counter}`;
}
