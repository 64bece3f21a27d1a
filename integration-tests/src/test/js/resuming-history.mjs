// SPDX-License-Identifier: Apache-2.0

// Two published clients with stateful reconnect talk in a group while their WebSockets are cut about every 100 messages, and print what
// they do and see as lines of JSON, in order:
//   {"event":"received","connection":"...","sender":"ann","channel":"resuming","sequence":17}
// The last line is {"event":"cuts","count":50}.
// Usage: node resuming-history.mjs --url http://127.0.0.1:8080/chatter --protocol json|messagepack --cuts 50

import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";

import { HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";

import { PROTOCOLS, within } from "./clients.mjs";
import { CuttingProxy } from "./cutting-proxy.mjs";

const { values: options } = parseArgs({
  options: { url: { type: "string" }, protocol: { type: "string" }, cuts: { type: "string" } },
});

const EVERY = 100;

const CHANNEL = "resuming";

const print = (event, more) => process.stdout.write(`${JSON.stringify({ event, ...more })}\n`);

class Voice {
  static async start(name) {
    const self = new Voice();
    self.name = name;
    self.sequence = 0;
    self.received = 0;
    self.invocations = 0;
    self.proxy = await new CuttingProxy().listen();
    self.connection = new HubConnectionBuilder()
      .withUrl(options.url, { transport: HttpTransportType.WebSockets, WebSocket: self.proxy.WebSocket })
      .withHubProtocol(PROTOCOLS[options.protocol]())
      .configureLogging(LogLevel.None)
      .withStatefulReconnect()
      .build();
    self.connection.on("said", (sender, channel, sequence) => {
      print("received", { connection: self.id, sender, channel, sequence });
      self.step();
    });
    self.connection.onclose((error) => print("closed", { connection: self.id, code: 1006, reason: `${error?.message}` }));
    await self.connection.start();
    self.id = self.connection.connectionId;
    print("connected", { client: name, connection: self.id });
    print("joining", { connection: self.id, channel: CHANNEL });
    await self.invoke("join", CHANNEL);
    print("joined", { connection: self.id, channel: CHANNEL });
    return self;
  }

  async invoke(method, ...args) {
    this.invocations += 1;
    const invocation = `${this.invocations}`;
    print("invoked", { connection: this.id, invocation });
    try {
      await within(this.connection.invoke(method, ...args), `answer of ${method}`);
      print("completed", { connection: this.id, invocation });
    }
    catch (error) {
      print("completed", { connection: this.id, invocation, error: error.message });
      throw error;
    }
  }

  async say() {
    this.sequence += 1;
    const message = { sender: this.name, channel: CHANNEL, sequence: this.sequence };
    print("sent", { ...message, source: this.id });
    await this.invoke("say", this.name, CHANNEL, this.sequence);
    print("accepted", message);
  }

  /** Counts one message, and cuts now and then. */
  step() {
    this.received += 1;
    if (this.received % EVERY === 0 && !this.timer) {
      this.timer = setInterval(() => this.#cut(), 10);
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
}

const voices = [await Voice.start("ann"), await Voice.start("bob")];
const cuts = () => voices.reduce((sum, voice) => sum + voice.proxy.cuts, 0);
const sent = () => voices.reduce((sum, voice) => sum + voice.sequence, 0);

while (cuts() < Number(options.cuts)) {
  await Promise.all(voices.flatMap((voice) => Array.from({ length: 10 }, () => voice.say())));
}
voices.forEach((voice) => clearInterval(voice.timer));
for (let waited = 0; voices.some((voice) => voice.received < sent()) && waited < 20_000; waited += 20) {
  await pause(20);
}
print("cuts", { count: cuts() });
process.exit(0);
