// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

import { HttpTransportType, HubConnectionBuilder, LogLevel, Subject } from "@microsoft/signalr";

import { PROTOCOLS, uniqueTag, within } from "../clients.mjs";
import { CuttingProxy } from "../cutting-proxy.mjs";

/** Messages between two cuts, about. */
const EVERY = 100;

const TOTAL = 1000;

/** Items of a kilobyte each: several times what either side keeps before it waits. */
const BLOCKS = 2500;

const numbers = (count) => Array.from({ length: count }, (_, number) => number);

/** A connection of the published client with stateful reconnect, whose WebSockets can be cut. */
class Resuming {
  static async start(cast, { app = 0 } = {}) {
    const self = new Resuming();
    self.proxy = await new CuttingProxy().listen();
    self.connection = builder(cast, app, { WebSocket: self.proxy.WebSocket }).withStatefulReconnect().build();
    self.received = [];
    self.progress = 0;
    self.connection.on("numbered", (number) => {
      self.received.push(number);
      self.step();
    });
    self.closed = new Promise((resolve) => self.connection.onclose(resolve));
    await self.connection.start();
    self.id = self.connection.connectionId;
    return self;
  }

  /** Counts one message, and cuts now and then. */
  step() {
    this.progress += 1;
    if (this.progress % EVERY === 0 && !this.timer) {
      this.timer = setInterval(() => this.#cut(), 20);
      this.#cut();
    }
  }

  /** Not while the client comes back: it tries that only once. */
  #cut() {
    if (this.proxy.isSettled()) {
      clearInterval(this.timer);
      this.timer = undefined;
      this.proxy.cut();
    }
  }

  invoke(method, ...args) {
    return within(this.connection.invoke(method, ...args), `answer of ${method}`);
  }

  async all(count) {
    for (let waited = 0; this.received.length < count && waited < 20_000; waited += 20) {
      await pause(20);
    }
    return this.received;
  }

  /** Proves that it was cut and is still the same connection for its hub, and stops. */
  async stop(cuts) {
    clearInterval(this.timer);
    assert.ok(this.proxy.cuts >= cuts, `${this.proxy.cuts} cuts`);
    assert.equal(this.connection.connectionId, this.id);
    const recorded = await this.invoke("recorded");
    assert.equal(recorded.filter((number) => number === -1).length, 1);
    await this.connection.stop();
    this.proxy.close();
    assert.equal(await this.closed, undefined);
  }
}

function builder(cast, app, options = {}) {
  const url = new URL("/resuming", cast.urls[app % cast.urls.length]).href;
  return new HubConnectionBuilder()
    .withUrl(url, { transport: HttpTransportType.WebSockets, ...options })
    .withHubProtocol(PROTOCOLS[cast.protocol]())
    .configureLogging(LogLevel.None);
}

/** Another client has the hub send numbers, a few at a time, while connections are cut. */
async function sendNumbers(cast, method, target) {
  const sender = builder(cast, 1).build();
  await sender.start();
  for (let from = 0; from < TOTAL; from += 10) {
    await within(sender.invoke(method, target, from, from + 10), method);
    await pause(5);
  }
  await sender.stop();
}

async function receivedExactlyOnce(cast, method, target, client) {
  await sendNumbers(cast, method, target);
  assert.deepEqual(await client.all(TOTAL), numbers(TOTAL));
  await client.stop(5);
}

export const reconnects = {
  async "stateful reconnect: messages to a group"(cast) {
    const client = await Resuming.start(cast);
    const group = uniqueTag("resuming");
    await client.invoke("join", group);
    await receivedExactlyOnce(cast, "sendToGroup", group, client);
  },

  async "stateful reconnect: messages to one client"(cast) {
    const client = await Resuming.start(cast);
    await receivedExactlyOnce(cast, "sendToClient", client.id, client);
  },

  async "stateful reconnect: messages to a group and to one client together"(cast) {
    const client = await Resuming.start(cast, { app: 1 });
    const group = uniqueTag("resuming");
    await client.invoke("join", group);
    await Promise.all([sendNumbers(cast, "sendToGroup", group), sendNumbers(cast, "sendToClient", client.id)]);
    const received = await client.all(2 * TOTAL);
    assert.equal(received.length, 2 * TOTAL);
    for (const number of numbers(TOTAL)) {
      assert.equal(received.filter((one) => one === number).length, 2, `${number}`);
    }
    await client.stop(10);
  },

  async "stateful reconnect: invocations"(cast) {
    const client = await Resuming.start(cast);
    const answers = [];
    for (const number of numbers(TOTAL)) {
      answers.push(client.invoke("record", number).then((answer) => {
        client.step();
        return answer;
      }));
      if (number % 10 === 0) {
        await pause(5);
      }
    }
    assert.deepEqual(await Promise.all(answers), numbers(TOTAL));
    assert.deepEqual(await client.invoke("recorded"), [-1, ...numbers(TOTAL)]);
    await client.stop(5);
  },

  async "stateful reconnect: an upload"(cast) {
    const client = await Resuming.start(cast);
    const subject = new Subject();
    const collected = client.invoke("collect", subject);
    collected.catch(() => undefined); // told below
    for (const number of numbers(TOTAL)) {
      subject.next(number);
      client.step();
      if (number % 10 === 0) {
        await pause(5);
      }
    }
    subject.complete();
    assert.deepEqual(await collected, numbers(TOTAL));
    await client.stop(5);
  },

  async "stateful reconnect: an upload and a stream together"(cast) {
    const client = await Resuming.start(cast);
    const subject = new Subject();
    const doubled = [];
    const done = new Promise((complete, error) => client.connection.stream("doubled", subject).subscribe({
      next: (item) => {
        doubled.push(item);
        client.step();
      }, complete, error,
    }));
    for (const number of numbers(TOTAL)) {
      subject.next(number);
      if (number % 10 === 0) {
        await pause(5);
      }
    }
    subject.complete();
    await within(done, "the stream");
    assert.deepEqual(doubled, numbers(TOTAL).map((number) => 2 * number));
    await client.stop(5);
  },

  async "stateful reconnect: a stream larger than what is kept"(cast) {
    const client = await Resuming.start(cast);
    const received = [];
    await within(new Promise((complete, error) => client.connection.stream("blocks", BLOCKS).subscribe({
      next: (item) => {
        received.push(Number.parseInt(item, 10));
        client.step();
      }, complete, error,
    })), "the stream");
    assert.deepEqual(received, numbers(BLOCKS));
    await client.stop(1);
  },

  async "stateful reconnect: an echo larger than what is kept"(cast) {
    const client = await Resuming.start(cast);
    const subject = new Subject();
    const received = [];
    const done = new Promise((complete, error) => client.connection.stream("echoed", subject).subscribe({
      next: (item) => {
        received.push(Number.parseInt(item, 10));
        client.step();
      }, complete, error,
    }));
    for (const number of numbers(BLOCKS)) {
      subject.next(`${number}:${"x".repeat(1000)}`);
    }
    subject.complete();
    await within(done, "the stream");
    assert.deepEqual(received, numbers(BLOCKS));
    await client.stop(1);
  },

  async "stateful reconnect: not where the hub does not allow it"(cast) {
    const connection = new HubConnectionBuilder()
      .withUrl(cast.urls[0], { transport: HttpTransportType.WebSockets })
      .withHubProtocol(PROTOCOLS[cast.protocol]())
      .configureLogging(LogLevel.None)
      .withStatefulReconnect()
      .build();
    await connection.start();
    assert.ok(!connection.connection.features.reconnect);
    assert.deepEqual(await connection.invoke("recorded"), []);
    await connection.stop();
  },
};
