// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";

import { Subject } from "@microsoft/signalr";

import { failure, uniqueTag } from "../clients.mjs";

const UNEXPECTED = (method) => `An unexpected error occurred invoking '${method}' on the server.`;
const FAILED = (method) => `Failed to invoke '${method}' due to an error on the server.`;

function fails(method, expected, ...args) {
  return async (cast) => {
    const { ada } = await cast.members();
    assert.equal(await failure(ada.invoke(method, ...args)), expected);
    assert.equal(await ada.invoke("echoString", "still here"), "still here");
  };
}

export const errors = {
  "error: unknown method": fails("doesNotExist", `${FAILED("doesNotExist")} HubException: Method does not exist.`),

  "error: a method that is not marked is unknown": fails("notForClients",
    `${FAILED("notForClients")} HubException: Method does not exist.`),

  "error: methods of Object are unknown": fails("hashCode", `${FAILED("hashCode")} HubException: Method does not exist.`),

  "error: a renamed method has lost its own name": fails("original", `${FAILED("original")} HubException: Method does not exist.`, "x"),

  "error: too few arguments": fails("echoString", FAILED("echoString")),

  "error: too many arguments": fails("echoString", FAILED("echoString"), "one", "two"),

  "error: an argument of another type": fails("echoInt", FAILED("echoInt"), "seven"),

  "error: an object where a number belongs": fails("echoInt", FAILED("echoInt"), { value: 7 }),

  "error: exceptions stay on the server": fails("failSecretly", UNEXPECTED("failSecretly")),

  "error: a failed stage stays on the server": fails("failLater", UNEXPECTED("failLater")),

  "error: hub exceptions are told": fails("failOpenly", `${UNEXPECTED("failOpenly")} HubException: out of paper`, "out of paper"),

  "error: hub exceptions are told by their own type": fails("failWithDetail", `${UNEXPECTED("failWithDetail")} SoldOutException: no seats left`),

  "error: hub exceptions of a mono are told": fails("failReactively", `${UNEXPECTED("failReactively")} HubException: not today`),

  async "error: a stream of a method that does not stream"(cast) {
    const { ada } = await cast.members();
    const outcome = new Promise((resolve, reject) => ada.connection.stream("echoString", "x").subscribe({
      next: resolve, complete: () => resolve("completed"), error: reject,
    }));
    assert.equal(await failure(outcome),
      "The client attempted to invoke the non-streaming 'echoString' method with a streaming invocation.");
  },

  async "error: an upload that the method does not take"(cast) {
    const { ada } = await cast.members();
    assert.equal(await failure(ada.invoke("echoString", "x", new Subject())),
      `${UNEXPECTED("echoString")} HubException: Client sent 1 stream(s), Hub method expects 0.`);
  },

  async "error: a failing send is silent and harmless"(cast) {
    const { ada } = await cast.members();
    const tag = uniqueTag("after-failure");
    await ada.send("failSecretly");
    await ada.send("doesNotExist");
    await ada.send("echoInt", "seven");
    await ada.send("sendToCaller", tag);
    await ada.tagged(tag);
  },
};
