// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";

import { MessageType } from "@microsoft/signalr";

import { PROTOCOLS, failure, within } from "../clients.mjs";

/** Largest hub message that a client may send by default: all bytes of the framed message. */
const LIMIT = 32_768;

/** Length of text with which the first invocation of the published client is exactly this long on the wire. */
function lengthOfText(protocol, size) {
  const sizeOf = (length) => {
    // the same properties that the client's own invocation has
    const message = PROTOCOLS[protocol]().writeMessage({
      type: MessageType.Invocation, invocationId: "0", target: "length", arguments: ["x".repeat(length)],
    });
    return typeof message === "string" ? new TextEncoder().encode(message).length : message.byteLength;
  };
  const length = size - (sizeOf(size) - size);
  assert.equal(sizeOf(length), size);
  return length;
}

export const sizes = {
  async "a message of the largest size is taken"(cast) {
    const client = await cast.connect();
    const length = lengthOfText(cast.protocol, LIMIT);
    assert.equal(await client.invoke("length", "x".repeat(length)), length);
    await client.stop();
  },

  async "one byte more closes the connection with an error"(cast) {
    const { bob } = await cast.members();
    const client = await cast.connect();
    const answer = failure(client.invoke("length", "x".repeat(lengthOfText(cast.protocol, LIMIT) + 1)));
    const closed = await within(client.closed, "the end of the connection");
    assert.match(`${closed?.message}`, /^Server returned an error on close: Connection closed with an error\./);
    await answer;
    assert.equal(await bob.invoke("echoString", "bystander"), "bystander");
  },

  async "many small messages in one frame are not too large"(cast) {
    const client = await cast.connect();
    const text = "y".repeat(10_000);
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.invoke("length", text)));
    assert.deepEqual(new Set(answers), new Set([10_000]));
    await client.stop();
  },

  async "a large answer arrives whole"(cast) {
    const client = await cast.connect();
    assert.equal((await client.invoke("text", 900_000)).length, 900_000);
    await client.stop();
  },
};
