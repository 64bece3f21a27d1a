// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";

import { within } from "../clients.mjs";

/** Two clients, on different app servers where there are several; the second one answers. */
async function pair(cast, answers) {
  const [asking, answering] = await Promise.all([cast.connect({ app: 0 }), cast.connect({ app: 1 })]);
  for (const [method, handler] of Object.entries(answers)) {
    answering.connection.on(method, handler);
  }
  return { asking, answering, stop: () => Promise.all([asking.stop(), answering.stop()]) };
}

export const results = {
  async "a client result of another client"(cast) {
    const { asking, answering, stop } = await pair(cast, { add: (left, right) => left + right });
    assert.equal(await asking.invoke("askToAdd", answering.id, 2, 3), 5);
    await stop();
  },

  async "a client result of the caller"(cast) {
    const { answering, stop } = await pair(cast, { add: (left, right) => left + right });
    assert.equal(await answering.invoke("askToAdd", answering.id, 20, 3), 23);
    await stop();
  },

  async "a client result that a blocking method waits for, while the caller goes on"(cast) {
    const { answering, stop } = await pair(cast, {});
    answering.connection.on("ask", async (question) => `${question}: ${await answering.invoke("echoString", "inside")}`);
    assert.equal(await answering.invoke("askWhileBlocking", "q"), "q: inside");
    await stop();
  },

  async "a client result that is an object"(cast) {
    const person = { name: "Ada", age: 36, languages: ["en"], address: null };
    const { asking, answering, stop } = await pair(cast, { person: () => person });
    assert.deepEqual(await asking.invoke("askForPerson", answering.id), person);
    await stop();
  },

  async "many client results at once"(cast) {
    const { asking, answering, stop } = await pair(cast, { add: (left, right) => left + right });
    const sums = Array.from({ length: 100 }, (_, i) => asking.invoke("askToAdd", answering.id, i, 1));
    assert.deepEqual(await Promise.all(sums), Array.from({ length: 100 }, (_, i) => i + 1));
    await stop();
  },

  async "a client result that fails"(cast) {
    const { asking, answering, stop } = await pair(cast, {
      add: () => {
        throw new Error("from callback");
      },
    });
    assert.equal(await asking.invoke("askForFailure", answering.id), "HubException: Error: from callback");
    await stop();
  },

  async "a client result of a client without such a method"(cast) {
    const { asking, answering, stop } = await pair(cast, {});
    assert.equal(await asking.invoke("askForFailure", answering.id), "HubException: Client didn't provide a result.");
    await stop();
  },

  async "a client result of another type"(cast) {
    const { asking, answering, stop } = await pair(cast, { add: () => "three" });
    assert.match(await asking.invoke("askForFailure", answering.id), /^HubException: Error trying to deserialize result to Int32\./);
    await stop();
  },

  async "a client result of nobody"(cast) {
    const { asking, stop } = await pair(cast, {});
    assert.equal(await asking.invoke("askForFailure", "nobody"), "IOException: Connection 'nobody' does not exist.");
    await stop();
  },

  async "a client result of a client that goes"(cast) {
    const { asking, answering } = await pair(cast, {});
    const asked = new Promise((resolve) => answering.connection.on("add", () => {
      resolve();
      return new Promise(() => {});
    }));
    const outcome = asking.invoke("askForFailure", answering.id);
    await within(asked, "the question");
    await answering.stop();
    assert.match(await outcome, /^IOException: Connection '.+' (is )?disconnected\.$/);
    await asking.stop();
  },
};
