// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";

/** One call of the hub by ada, and who must get the message how often. */
function reaches(expected, call) {
  return (cast) => cast.expectReceivers("ada", expected, (tag, members) => call(members.ada, tag, members));
}

export const targets = {
  "caller": reaches({ ada: 1 }, (ada, tag) => ada.invoke("sendToCaller", tag)),

  "others": reaches({ ada2: 1, bob: 1, carol: 1 }, (ada, tag) => ada.invoke("sendToOthers", tag)),

  "all": reaches({ ada: 1, ada2: 1, bob: 1, carol: 1 }, (ada, tag) => ada.invoke("sendToAll", tag)),

  "all except": reaches({ ada: 1, carol: 1 }, (ada, tag, { ada2, bob }) =>
    ada.invoke("sendToAllExcept", tag, [ada2.id, bob.id, "nobody"])),

  // what goes to a client that the same app server hosts takes the client's own service connection, and so not the fence's
  "one client": reaches({ bob: 1 }, async (ada, tag, { bob }) => {
    await ada.invoke("sendToClient", tag, bob.id);
    await bob.tagged(tag);
  }),

  "an unknown client": reaches({}, (ada, tag) => ada.invoke("sendToClient", tag, "nobody")),

  "several clients": reaches({ ada2: 1, carol: 1 }, (ada, tag, { ada2, carol }) =>
    ada.invoke("sendToClients", tag, [ada2.id, carol.id, "nobody"])),

  "one user on all connections": reaches({ ada: 1, ada2: 1 }, (ada, tag) => ada.invoke("sendToUser", tag, "ada")),

  "user names are told apart by case": reaches({}, (ada, tag) => ada.invoke("sendToUser", tag, "ADA")),

  "several users": reaches({ ada: 1, ada2: 1, carol: 1 }, (ada, tag) =>
    ada.invoke("sendToUsers", tag, ["ada", "carol", "nobody"])),

  async "targets are kept after the call"(cast) {
    // a second look at the same members: nothing of the earlier scenarios came late or twice
    const members = Object.values(await cast.members());
    for (const member of members) {
      const tags = member.received.filter((m) => m.method === "received").map((m) => m.args[0]);
      assert.equal(new Set(tags).size, tags.length);
    }
  },
};
