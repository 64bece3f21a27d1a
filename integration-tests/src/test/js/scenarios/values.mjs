// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";

import { toBase64 } from "../bytes.mjs";
import { failure, within } from "../clients.mjs";

const withClient = (scenario, options = {}) => async (cast) => {
  const client = await cast.connect({ hub: "values", ...options });
  await scenario(client, cast);
  await client.stop();
};

/** The hub gives back what it was sent. */
const comesBack = (method, ...values) => withClient(async (client) => {
  for (const value of values) {
    assert.deepEqual(await client.invoke(method, value), value);
  }
});

/** The hub cannot take it, says so, and goes on. */
async function isRefused(client, method, value) {
  assert.equal(await failure(client.invoke(method, value)), `Failed to invoke '${method}' due to an error on the server.`);
}

const shapes = [{ kind: "circle", radius: 1.5 }, { kind: "square", side: 2 }];

export const values = {
  "values: elements of a collection keep their types": comesBack("shapes", [], shapes),

  "values: items of a stream keep their types": withClient(async (client) => {
    const sent = { a: shapes[0], b: shapes[1] };
    const item = new Promise((resolve, reject) => client.connection.stream("streamedShapes", sent)
      .subscribe({ next: resolve, complete: () => {}, error: reject }));
    assert.deepEqual(await within(item, "the item"), sent);
  }),

  "values: arguments of calls to the client keep their types": withClient(async (client) => {
    const called = new Promise((resolve) => client.connection.on("shapes", (...args) => resolve(args)));
    client.connection.on("reverse", (asked) => [...asked].reverse());
    assert.deepEqual(await client.invoke("shapesByCalls", shapes), [...shapes].reverse());
    assert.deepEqual(await within(called, "the call"), [shapes, { first: shapes[0] }]);
  }),

  "values: bytes and times inside of objects": withClient(async (client, cast) => {
    const binary = cast.protocol === "messagepack";
    const bytes = (...content) => (binary ? Uint8Array.from(content) : toBase64(content));
    const sent = new Date("2026-11-22T08:00:00.123Z");
    const parcel = {
      content: bytes(0, 255, 127), sent, due: "2026-12-24", delay: "PT1H30M", note: null, pages: [bytes(), bytes(1, 2)],
    };
    const received = await client.invoke("parcel", parcel);
    const plain = (value) => (binary ? Array.from(value) : value);
    assert.equal(new Date(received.sent).getTime(), sent.getTime());
    assert.deepEqual(plain(received.content), plain(parcel.content));
    assert.deepEqual(received.pages.map(plain), parcel.pages.map(plain));
    assert.deepEqual([received.due, received.delay, received.note], [parcel.due, parcel.delay, null]);
  }),

  "values: maps with numbers as keys": comesBack("byNumber", {}, { 1: "a", "-2": "b" }),

  "values: small numbers at their limits": withClient(async (client) => {
    for (const [method, fitting, tooLarge] of [["aByte", [-128, 127], 256], ["aShort", [-32768, 32767], 32768], ["aFloat", [0.5, 0], "x"]]) {
      for (const value of fitting) {
        assert.equal(await client.invoke(method, value), value);
      }
      await isRefused(client, method, tooLarge);
      await isRefused(client, method, null); // a primitive is never missing
    }
  }),

  "values: what may be missing": withClient(async (client) => {
    for (const method of ["optional", "nullable"]) {
      assert.equal(await client.invoke(method, 7), 7);
      assert.equal(await client.invoke(method, null), null);
    }
  }),

  "values: of the request that opened the connection": withClient(async (client) => {
    assert.equal(await client.invoke("greet", "hello", 7), "hello eve deep red null 7");
  }, { user: "eve", query: { colour: "deep red" } }),

  "values: of the request, missing and with a default": withClient(async (client) => {
    assert.equal(await failure(client.invoke("greet", "hello", 7)),
      "An unexpected error occurred invoking 'greet' on the server. "
        + "HubException: The query parameter 'user' of the connection is missing.");
  }),
};
