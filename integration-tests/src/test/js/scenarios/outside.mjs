// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";

import { uniqueTag } from "../clients.mjs";

/** Calls the web endpoint of the test application, whose code reaches the hub through an injected HubContext. */
async function call(cast, app, path, parameters) {
  const url = new URL(path, cast.urls[app % cast.urls.length]);
  url.search = new URLSearchParams(parameters).toString();
  const response = await fetch(url, { method: "POST" });
  await response.text(); // a body that nobody reads holds its connection
  assert.equal(response.status, 200, `${url.pathname}: ${response.status}`);
}

function outsideReaches(expected, path, parameters) {
  return (cast) => cast.expectReceivers("ada", expected, async (tag, members) => {
    // the fence of expectReceivers takes another way than this message, so its receivers are awaited here
    await call(cast, 1, path, { tag, ...parameters(members) });
    await Promise.all(Object.keys(expected).map((name) => members[name].tagged(tag)));
  });
}

export const outside = {
  "from outside a hub: all": outsideReaches({ ada: 1, ada2: 1, bob: 1, carol: 1 }, "/outside/all", () => ({})),

  "from outside a hub: one client": outsideReaches({ carol: 1 }, "/outside/client", ({ carol }) => ({ id: carol.id })),

  "from outside a hub: one user": outsideReaches({ ada: 1, ada2: 1 }, "/outside/user", () => ({ user: "ada" })),

  async "from outside a hub: groups"(cast) {
    const { bob, carol } = await cast.members();
    const group = uniqueTag("outside");
    await call(cast, 0, "/outside/join", { id: bob.id, group });
    await call(cast, 0, "/outside/join", { id: carol.id, group });
    await cast.expectReceivers("ada", { bob: 1, carol: 1 }, async (tag, members) => {
      await call(cast, 0, "/outside/group", { tag, group });
      await Promise.all([members.bob.tagged(tag), members.carol.tagged(tag)]);
    });
    await call(cast, 0, "/outside/leave", { id: bob.id, group });
    await cast.expectReceivers("ada", { carol: 1 }, async (tag, members) => {
      await call(cast, 0, "/outside/group", { tag, group });
      await members.carol.tagged(tag);
    });
  },
};
