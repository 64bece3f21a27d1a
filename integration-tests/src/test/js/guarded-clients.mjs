// SPDX-License-Identifier: Apache-2.0

// Published clients of an administrator, of another user and of nobody try what they may do in hubs behind Spring Security.
// Exits with 0 when each was let in and refused as it should, in the words of the original's server.
// Usage: node guarded-clients.mjs ORIGIN json|messagepack TOKEN_OF_ANN TOKEN_OF_BOB

import assert from "node:assert/strict";

import { Subject } from "@microsoft/signalr";

import { Client, failure, within } from "./clients.mjs";

const [url, protocol, ann, bob] = process.argv.slice(2);

const connect = (hub, token) => new Client(url, { hub, protocol, ...(token && { token: () => token }) }).start();

const unauthorized = (method) => `Failed to invoke '${method}' because user is unauthorized`;

const stream = (client, method) => within(new Promise((resolve, reject) => {
  const items = [];
  client.connection.stream(method).subscribe({ next: (item) => items.push(item), complete: () => resolve(items), error: reject });
}), `stream of ${method}`);

function upload(client) {
  const items = new Subject();
  const answer = client.invoke("upload", items);
  items.next(1);
  items.complete();
  return answer;
}

async function administrator() {
  const client = await connect("guarded", ann);
  for (const method of ["blocking", "reactive", "staged"]) {
    assert.equal(await client.invoke(method), "done");
  }
  assert.deepEqual(await stream(client, "streaming"), ["done"]);
  assert.deepEqual(await stream(client, "iterating"), ["done"]);
  assert.equal(await upload(client), 1);
  await client.stop();
}

/** Refused, told so without a detail, and still connected. */
async function others(token, name) {
  const client = await connect("guarded", token);
  for (const method of ["blocking", "reactive", "staged"]) {
    assert.equal(await failure(client.invoke(method)), unauthorized(method));
  }
  assert.equal(await failure(stream(client, "streaming")), unauthorized("streaming"));
  assert.equal(await failure(stream(client, "iterating")), unauthorized("iterating"));
  assert.equal(await failure(upload(client)), unauthorized("upload"));
  assert.equal(await failure(client.invoke("own", "ann")), unauthorized("own"));
  await client.send("blocking"); // nobody is told
  assert.equal(await client.invoke("own", name), name);
  assert.equal(await client.invoke("whoBlocking"), name);
  assert.equal(await client.invoke("whoReactive"), name);
  await client.stop();
}

/** A rule of the class holds for each method that has none of its own. */
async function ruleOfAClass() {
  const admin = await connect("staff", ann);
  const guest = await connect("staff");
  for (const method of ["roster", "laterRoster"]) {
    assert.equal(await admin.invoke(method), "everybody");
    assert.equal(await failure(guest.invoke(method)), unauthorized(method));
  }
  assert.equal(await guest.invoke("hours"), "nine to five");
  await Promise.all([admin.stop(), guest.stop()]);
}

/** A rule of the filter chain holds before there is a connection. */
async function ruleAtNegotiate() {
  const refused = (phrase, status) => `Failed to complete negotiation with the server: Error: ${phrase}: Status code '${status}'`;
  assert.equal(await failure(connect("vault")), refused("Unauthorized", 401));
  assert.equal(await failure(connect("vault", "nonsense")), refused("Unauthorized", 401));
  assert.equal(await failure(connect("vault", bob)), refused("Forbidden", 403));
  const client = await connect("vault", ann);
  assert.equal(await client.invoke("open"), "opened");
  await client.stop();
}

await administrator();
await others(bob, "bob");
await others(undefined, "anonymousUser");
await ruleOfAClass();
await ruleAtNegotiate();
process.exit(0);
