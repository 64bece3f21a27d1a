// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";

import { fromBase64, toBase64 } from "../bytes.mjs";
import { uniqueTag } from "../clients.mjs";

async function echo(cast, method, ...values) {
  const { ada } = await cast.members();
  for (const value of values) {
    assert.deepEqual(await ada.invoke(method, value), value);
  }
}

const bytesOf = (...values) => Uint8Array.from(values);

export const invocations = {
  async "connect"(cast) {
    const members = Object.values(await cast.members());
    assert.equal(new Set(members.map((member) => member.id)).size, members.length);
    for (const member of members) {
      assert.equal(member.connection.state, "Connected");
    }
  },

  async "caller knows its connection, user and query"(cast) {
    const client = await cast.connect({ user: "dora", query: { colour: "red & blue" } });
    assert.deepEqual(await client.invoke("whoAmI"), { connectionId: client.id, userId: "dora", colour: "red & blue" });
    await client.stop();
  },

  async "a caller without a name has no user"(cast) {
    const client = await cast.connect();
    assert.equal((await client.invoke("whoAmI")).userId, null);
    await client.stop();
  },

  "strings": (cast) => echo(cast, "echoString", "", "hello", "x".repeat(10_000)),

  "unicode": (cast) => echo(cast, "echoString", "Grüße, 漢字, العربية", "😀👩‍👩‍👧", "\u0000\u001e\u2028\u2029", "\"\\/\b\f\n\r\t"),

  "integers at their limits": (cast) => echo(cast, "echoInt", 0, 1, -1, 127, 128, -32, -33, 255, 256, 65_535, 65_536,
    2_147_483_647, -2_147_483_648),

  "long integers at the limits of JavaScript": (cast) => echo(cast, "echoLong", 4_294_967_295, 4_294_967_296, -2_147_483_649,
    Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),

  "floating-point numbers at their limits": (cast) => echo(cast, "echoDouble", 0, 0.1, -2.5, Number.MAX_VALUE, Number.MIN_VALUE,
    Number.EPSILON),

  "booleans": (cast) => echo(cast, "echoBoolean", true, false),

  "null": (cast) => echo(cast, "echoString", null),

  "objects": (cast) => echo(cast, "echoPerson",
    { name: "Ada", age: 36, languages: ["en", "fr"], address: { street: "St James's Square", zip: null } },
    { name: "Nobody", age: 0, languages: [], address: null }),

  "arrays": (cast) => echo(cast, "echoNumbers", [], [1, 2, 3], Array.from({ length: 1_000 }, (_, i) => i)),

  "maps keep the case of their keys": (cast) => echo(cast, "echoMap", {}, { Key: "a", key: "b", "two words": "c" }),

  async "several arguments"(cast) {
    const { ada } = await cast.members();
    assert.equal(await ada.invoke("concat", "a", 7, true), "a-7-true");
  },

  async "bytes"(cast) {
    const { ada } = await cast.members();
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    for (const bytes of [bytesOf(), bytesOf(0), bytesOf(255, 0, 127, 128), all]) {
      const binary = cast.protocol === "messagepack";
      const result = await ada.invoke("echoBytes", binary ? bytes : toBase64(bytes));
      assert.deepEqual(binary ? Uint8Array.from(result) : fromBase64(result), bytes);
    }
  },

  async "points in time"(cast) {
    const { ada } = await cast.members();
    for (const date of [new Date(0), new Date("2026-11-22T08:00:00.123Z"), new Date("2200-01-01T00:00:00Z")]) {
      assert.equal(new Date(await ada.invoke("echoInstant", date)).getTime(), date.getTime());
    }
  },

  async "a void method completes with null"(cast) {
    const { ada } = await cast.members();
    assert.equal(await ada.invoke("nothing"), null);
  },

  async "a completion stage is awaited"(cast) {
    const { ada } = await cast.members();
    assert.equal(await ada.invoke("later", "stage"), "stage");
  },

  async "a mono is awaited"(cast) {
    const { ada } = await cast.members();
    assert.equal(await ada.invoke("reactive", "mono"), "mono");
    assert.equal(await ada.invoke("reactiveNothing"), null);
  },

  async "method names match in any case"(cast) {
    const { ada } = await cast.members();
    assert.equal(await ada.invoke("ECHOSTRING", "a"), "a");
    assert.equal(await ada.invoke("renamed.method", "b"), "b");
  },

  async "send expects no answer"(cast) {
    const { ada } = await cast.members();
    const tag = uniqueTag("send");
    await ada.send("sendToCaller", tag);
    await ada.tagged(tag);
  },

  async "a call to the client keeps its values"(cast) {
    const { ada } = await cast.members();
    const tag = uniqueTag("values");
    await ada.invoke("replay", tag, { name: "Ada", age: 36, languages: ["en"], address: null });
    const message = await ada.tagged(tag);
    assert.deepEqual(message.args, [tag, { name: "Ada", age: 36, languages: ["en"], address: null }]);
  },

  async "invocations of one client run in the order sent"(cast) {
    const client = await cast.connect();
    const numbers = Array.from({ length: 200 }, (_, i) => i);
    await Promise.all(numbers.map((n) => client.send("record", n)));
    assert.deepEqual(await client.invoke("recorded"), numbers);
    await client.stop();
  },

  async "calls to one client arrive in the order sent"(cast) {
    const client = await cast.connect();
    await client.invoke("count", 200);
    await client.message((m) => m.method === "numbered" && m.args[0] === 199, "the last number");
    const numbers = client.received.filter((m) => m.method === "numbered").map((m) => m.args[0]);
    assert.deepEqual(numbers, Array.from({ length: 200 }, (_, i) => i));
    await client.stop();
  },

  async "concurrent invocations get their own answers"(cast) {
    const members = Object.values(await cast.members());
    const calls = members.flatMap((member, m) => Array.from({ length: 50 }, (_, i) => {
      const text = `${m}/${i}`;
      return member.invoke(i % 2 ? "later" : "echoString", text).then((answer) => assert.equal(answer, text));
    }));
    await Promise.all(calls);
  },
};
