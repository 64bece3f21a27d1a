// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";

import { Subject } from "@microsoft/signalr";

import { fromBase64 } from "../bytes.mjs";
import { failure, uniqueTag, within } from "../clients.mjs";

/** Everything that a stream gives, up to its end. */
function collect(client, method, ...args) {
  const items = [];
  return within(new Promise((resolve, reject) => client.connection.stream(method, ...args).subscribe({
    next: (item) => items.push(item),
    complete: () => resolve(items),
    error: reject,
  })), `the end of ${method}`);
}

const numbers = (count) => Array.from({ length: count }, (_, i) => i);

function upload(values) {
  const subject = new Subject();
  queueMicrotask(() => {
    values.forEach((value) => subject.next(value));
    subject.complete();
  });
  return subject;
}

export const streams = {
  async "a stream of a flux"(cast) {
    const { ada } = await cast.members();
    assert.deepEqual(await collect(ada, "range", 0), []);
    assert.deepEqual(await collect(ada, "range", 5_000), numbers(5_000));
  },

  async "a stream of a blocking stream"(cast) {
    const { ada } = await cast.members();
    assert.deepEqual(await collect(ada, "blockingRange", 5_000), numbers(5_000));
  },

  async "a stream of objects"(cast) {
    const { ada } = await cast.members();
    const people = await collect(ada, "people");
    assert.deepEqual(people.map((person) => person.name), ["Ada", "Bob"]);
  },

  async "several streams at once, beside invocations"(cast) {
    const { ada } = await cast.members();
    const [one, two, text] = await Promise.all([
      collect(ada, "range", 500), collect(ada, "blockingRange", 500), ada.invoke("echoString", "beside"),
    ]);
    assert.deepEqual([one, two, text], [numbers(500), numbers(500), "beside"]);
  },

  async "cancelling a stream reaches the publisher"(cast) {
    const { ada } = await cast.members();
    const tag = uniqueTag("ticks");
    const some = await within(new Promise((resolve) => {
      const seen = [];
      const subscription = ada.connection.stream("ticks", tag).subscribe({
        next: (item) => {
          seen.push(item);
          if (seen.length === 3) {
            subscription.dispose();
            resolve(seen);
          }
        },
        complete: () => {},
        error: () => {},
      });
    }), "three ticks");
    assert.deepEqual(some, [0, 1, 2]);
    await ada.tagged(`cancelled ${tag}`);
  },

  async "the end of a client reaches the publisher"(cast) {
    const { ada } = await cast.members();
    const tag = uniqueTag("ticks");
    const client = await cast.connect();
    const first = new Promise((resolve) => client.connection.stream("ticks", tag).subscribe({
      next: resolve, complete: () => {}, error: () => {},
    }));
    await within(first, "the first tick");
    await client.stop();
    await ada.tagged(`cancelled ${tag}`);
  },

  async "errors in the middle of a stream"(cast) {
    const { ada } = await cast.members();
    assert.equal(await failure(collect(ada, "brokenStream")), "An error occurred on the server while streaming results.");
    assert.equal(await failure(collect(ada, "soldOutStream")),
      "An error occurred on the server while streaming results. HubException: sold out");
  },

  async "a streaming method cannot be invoked"(cast) {
    const { ada } = await cast.members();
    assert.equal(await failure(ada.invoke("range", 1)),
      "The client attempted to invoke the streaming 'range' method with a non-streaming invocation.");
  },

  async "an upload"(cast) {
    const { ada } = await cast.members();
    const sum = (cast.many * (cast.many - 1)) / 2;
    assert.equal(await ada.invoke("sum", upload(numbers(cast.many))), sum);
    assert.equal(await ada.invoke("blockingSum", upload(numbers(cast.many))), sum);
  },

  async "two uploads in one call"(cast) {
    const { ada } = await cast.members();
    assert.equal(await ada.invoke("interleave", upload(["a", "b"]), "-", upload(["1", "2"])), "[a-1, b-2]");
  },

  async "an upload and a stream in one call"(cast) {
    const { ada } = await cast.members();
    assert.deepEqual(await collect(ada, "doubled", upload(numbers(cast.many))), numbers(cast.many).map((n) => 2 * n));
  },

  async "an upload that fails"(cast) {
    const { ada } = await cast.members();
    const subject = new Subject();
    const outcome = ada.invoke("uploadOutcome", subject);
    subject.next(1);
    subject.error(new Error("broken off"));
    assert.match(await outcome, /broken off/);
  },

  async "an upload with an item of another type"(cast) {
    const { ada } = await cast.members();
    assert.equal(await ada.invoke("uploadOutcome", upload([1, "two", 3])), "Failed to bind Stream message.");
  },

  async "uploads of several calls at once"(cast) {
    const { ada } = await cast.members();
    const counts = Array.from({ length: 10 }, (_, i) => cast.many / 10 + i);
    const sums = counts.map((count) => ada.invoke("sum", upload(numbers(count))));
    assert.deepEqual(await Promise.all(sums), counts.map((count) => (count * (count - 1)) / 2));
  },

  async "an upload that the method does not read to its end"(cast) {
    const { ada } = await cast.members();
    assert.equal(await ada.invoke("first", upload(numbers(cast.many))), 0);
    assert.equal(await ada.invoke("echoString", "after"), "after"); // what was left over stands in nobody's way
  },

  async "cancelling a stream ends its upload"(cast) {
    const { ada } = await cast.members();
    const subject = new Subject();
    const tag = uniqueTag("both");
    await within(new Promise((resolve) => {
      const subscription = ada.connection.stream("watched", tag, subject).subscribe({
        next: () => {
          subscription.dispose();
          resolve();
        },
        complete: () => {},
        error: () => {},
      });
      subject.next(1);
    }), "an item of both directions");
    await ada.tagged(`cancelled ${tag}`);
    subject.next(2); // is ignored
    subject.complete();
    assert.equal(await ada.invoke("echoString", "after"), "after");
  },

  async "a stream of bytes"(cast) {
    const { ada } = await cast.members();
    const binary = cast.protocol === "messagepack";
    const chunks = await collect(ada, "chunks", 3, 1_000);
    const sizes = chunks.map((chunk) => (binary ? chunk : fromBase64(chunk)).length);
    assert.deepEqual(sizes, [1_000, 1_000, 1_000]);
  },
};
