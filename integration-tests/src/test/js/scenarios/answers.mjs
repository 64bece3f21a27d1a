// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";

import { fromBase64, toBase64 } from "../bytes.mjs";
import { failure, within } from "../clients.mjs";

/** A client that asks and one that answers, of different app servers where there are several. */
async function pair(cast, answers, hub = "results") {
  const [asking, answering] = await Promise.all([
    cast.connect({ hub, app: 0, keepAlive: 300 }), cast.connect({ hub, app: 1, keepAlive: 300 }),
  ]);
  for (const [method, handler] of Object.entries(answers)) {
    answering.connection.on(method, handler);
  }
  return { asking, answering, stop: () => Promise.all([asking.stop(), answering.stop()]) };
}

/** The asking client gets exactly what the answering one gave. */
async function comesBack(cast, method, values, decode = (value) => value, encode = (value) => value) {
  let next;
  const { asking, answering, stop } = await pair(cast, { [method]: () => encode(next) });
  for (next of values) {
    assert.deepEqual(decode(await asking.invoke(method, answering.id)), next);
    assert.deepEqual(decode(await answering.invoke(method, answering.id)), next); // asked by itself
  }
  await stop();
}

const person = { name: "Ada", age: 36, languages: ["en", "fr"], address: { street: "St James's Square", zip: null } };

export const answers = {
  "results: texts": (cast) => comesBack(cast, "text", ["", "hello", "Grüße 漢字 😀", "\u0000\u001e\u2028", null]),

  "results: integers": (cast) => comesBack(cast, "number", [0, -1, 2 ** 31 - 1, -(2 ** 31)]),

  "results: long integers": (cast) => comesBack(cast, "largeNumber", [0, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]),

  "results: floating-point numbers": (cast) => comesBack(cast, "fraction", [0, 0.1, -2.5, Number.MAX_VALUE, Number.MIN_VALUE]),

  "results: booleans": (cast) => comesBack(cast, "flag", [true, false]),

  "results: enums": (cast) => comesBack(cast, "colour", ["RED", "GREEN"]),

  "results: lists": (cast) => comesBack(cast, "numbers", [[], [1, 2, 3]]),

  "results: maps": (cast) => comesBack(cast, "people", [{}, { Ada: person, "two words": person }]),

  "results: objects that a blocking method waits for": (cast) => comesBack(cast, "person", [person, null]),

  async "results: bytes"(cast) {
    const binary = cast.protocol === "messagepack";
    const bytes = [Uint8Array.of(), Uint8Array.from({ length: 256 }, (_, i) => i)];
    await comesBack(cast, "bytes", bytes,
      (value) => (binary ? Uint8Array.from(value) : fromBase64(value)),
      (value) => (binary ? value : toBase64(value)));
  },

  async "results: points in time"(cast) {
    await comesBack(cast, "instant", [new Date(0), new Date("2026-11-22T08:00:00.123Z")], (value) => new Date(value));
  },

  async "results: a question keeps its name and arguments"(cast) {
    const { asking, answering, stop } = await pair(cast, { "renamed.question": (...args) => JSON.stringify(args) });
    assert.equal(await asking.invoke("original", answering.id), '["how many",7,["a","b"]]');
    await stop();
  },

  async "results: a question from outside a hub"(cast) {
    const { answering, stop } = await pair(cast, { "renamed.question": (from, number) => `${from} ${number}` });
    for (const url of cast.urls) { // the client is one of another app server for one of them
      const response = await fetch(new URL(`/outside/ask?id=${encodeURIComponent(answering.id)}`, url), { method: "POST" });
      assert.equal(await response.text(), "outside 1");
    }
    await stop();
  },

  async "results: a hub that waits no longer"(cast) {
    let answer;
    const late = new Promise((resolve) => {
      answer = resolve;
    });
    const { asking, answering, stop } = await pair(cast, { text: () => late });
    assert.equal(await asking.invoke("briefly", answering.id), "no answer");
    answer("too late"); // is ignored, and harms nobody
    answering.connection.off("text");
    answering.connection.on("text", () => "in time");
    assert.equal(await asking.invoke("text", answering.id), "in time");
    await stop();
  },

  async "results: a caller that cancels its stream, which waits for a client"(cast) {
    let answer;
    let asked;
    const question = new Promise((resolve) => {
      asked = resolve;
    });
    const { asking, answering, stop } = await pair(cast, {
      text: () => new Promise((resolve) => {
        answer = resolve;
        asked();
      }),
    });
    const items = [];
    let subscription;
    const first = new Promise((resolve) => {
      const seen = (item) => resolve(items.push(item));
      subscription = asking.connection.stream("streamed", answering.id).subscribe({ next: seen, complete: () => {}, error: seen });
    });
    await within(Promise.all([question, first]), "the question");
    subscription.dispose();
    answer("too late");
    answering.connection.off("text");
    answering.connection.on("text", () => "in time");
    assert.equal(await asking.invoke("text", answering.id), "in time");
    assert.deepEqual(items, ["asking"]);
    await stop();
  },

  async "results: a time limit of the hub"(cast) {
    const { asking, answering, stop } = await pair(cast, { ask: () => new Promise(() => {}) }, "impatient");
    assert.equal(await asking.invoke("ask", answering.id), "HubException: Invocation canceled by the server.");
    await stop();
  },

  async "results: two answers are none"(cast) {
    const { asking, answering, stop } = await pair(cast, { text: () => "one" });
    answering.connection.on("text", () => "two");
    assert.equal(await failure(asking.invoke("text", answering.id)),
      "An unexpected error occurred invoking 'text' on the server. HubException: Client provided multiple results.");
    await stop();
  },
};
