// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";

import { uniqueTag } from "../clients.mjs";

/** Runs with fresh groups red (ada, bob) and blue (bob, carol), which all members leave again. */
function withGroups(expected, call, sender = "ada") {
  return async (cast) => {
    const { ada, bob, carol } = await cast.members();
    const red = uniqueTag("red");
    const blue = uniqueTag("blue");
    await Promise.all([ada.invoke("join", red), bob.invoke("join", red), bob.invoke("join", blue), carol.invoke("join", blue)]);
    await cast.expectReceivers(sender, expected, (tag, members) => call(members[sender], tag, { ...members, red, blue }));
    await Promise.all([ada.invoke("leave", red), bob.invoke("leave", red), bob.invoke("leave", blue), carol.invoke("leave", blue)]);
  };
}

export const groups = {
  "group": withGroups({ ada: 1, bob: 1 }, (ada, tag, { red }) => ada.invoke("sendToGroup", tag, red)),

  "a sender outside the group": withGroups({ bob: 1, carol: 1 }, (ada, tag, { blue }) => ada.invoke("sendToGroup", tag, blue)),

  "groups: a member of both gets it twice": withGroups({ ada: 1, bob: 2, carol: 1 }, (ada, tag, { red, blue }) =>
    ada.invoke("sendToGroups", tag, [red, blue])),

  "group except": withGroups({ ada: 1 }, (ada, tag, { red, bob }) => ada.invoke("sendToGroupExcept", tag, red, [bob.id])),

  "others in group": withGroups({ bob: 1 }, (ada, tag, { red }) => ada.invoke("sendToOthersInGroup", tag, red)),

  "an empty group": withGroups({}, (ada, tag) => ada.invoke("sendToGroup", tag, uniqueTag("nobody"))),

  "group names are told apart by case": withGroups({}, (ada, tag, { red }) => ada.invoke("sendToGroup", tag, red.toUpperCase())),

  "joining twice is joining once": withGroups({ ada: 1, bob: 1 }, async (ada, tag, { red }) => {
    await ada.invoke("join", red);
    await ada.invoke("sendToGroup", tag, red);
  }),

  "who left gets nothing": withGroups({ bob: 1 }, async (ada, tag, { red }) => {
    await ada.invoke("leave", red);
    await ada.invoke("sendToGroup", tag, red);
  }),

  "who joins in a call hears what the same call sends": withGroups({ ada: 1 }, (ada, tag) =>
    ada.invoke("joinAndSend", tag, uniqueTag("fresh"))),

  "a member that is put into a group by another": withGroups({ ada: 1, bob: 1, carol: 1 }, async (ada, tag, { red, carol }) => {
    await ada.invoke("addToGroup", carol.id, red);
    await ada.invoke("sendToGroup", tag, red);
    await ada.invoke("removeFromGroup", carol.id, red);
  }),

  async "membership ends with the connection"(cast) {
    const { ada } = await cast.members();
    const group = uniqueTag("short");
    const guest = await cast.connect({ user: "guest", app: 1 });
    await guest.invoke("join", group);
    await guest.stop();
    const again = await cast.connect({ user: "guest", app: 1 });
    const tag = uniqueTag("after");
    const fence = uniqueTag("fence");
    await ada.invoke("sendToGroup", tag, group);
    await ada.invoke("sendToAll", fence);
    await again.tagged(fence);
    assert.equal(again.count(tag), 0);
    await again.stop();
  },
};
