// SPDX-License-Identifier: Apache-2.0

// Two people chat on the page of the samples in a headless browser. Exits with 0 when everything happened that should.
// Usage: node chat-page.mjs --chromium FILE --screenshots PREFIX --url ORIGIN --url ORIGIN

import assert from "node:assert/strict";
import { parseArgs } from "node:util";

import { chromium } from "playwright-core";

// without the networking flags Chromium looks up hosts on the internet at every start
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

const { values } = parseArgs({
  options: {
    chromium: { type: "string" },
    screenshots: { type: "string" },
    url: { type: "string", multiple: true },
  },
});

const faults = [];

async function enter(browser, origin, name, colorScheme) {
  const page = await browser.newPage({ viewport: { width: 1180, height: 720 }, colorScheme });
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => faults.push(`${name}: ${error.message}`));
  await page.goto(origin);
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Enter the chat" }).click();
  await page.getByRole("status").filter({ hasText: "Connected" }).waitFor();
  await page.getByRole("heading", { name: "Lobby" }).waitFor();
  return page;
}

const say = async (page, text) => {
  await page.getByLabel("Message", { exact: true }).fill(text);
  await page.getByRole("button", { name: "Send" }).click();
};
const join = async (page, room) => {
  await page.getByLabel("Name of a room").fill(room);
  await page.getByRole("button", { name: "Join the room" }).click();
  await page.getByRole("heading", { name: room }).waitFor();
};
const sees = (page, text) => page.getByRole("log").getByText(text, { exact: true }).waitFor();
const seesNot = async (page, text) => assert.equal(await page.getByRole("log").getByText(text, { exact: true }).count(), 0, text);
const person = (page, name) => page.getByRole("complementary").getByRole("listitem").filter({ hasText: name });

const browser = await chromium.launch({ executablePath: values.chromium, args: FLAGS });
try {
  const ada = await enter(browser, values.url[0], "Ada Lovelace", "light");
  await ada.screenshot({ path: `${values.screenshots}-alone.png` });
  const grace = await enter(browser, values.url[1], "Grace", "dark");
  await person(ada, "Grace").waitFor();
  await person(grace, "Ada Lovelace").waitFor();

  await say(ada, "Good morning! Has anybody seen the engine?");
  await sees(grace, "Good morning! Has anybody seen the engine?");
  await say(grace, "It is in the next room, and it is running. <b>Look!</b>");
  await sees(ada, "It is in the next room, and it is running. <b>Look!</b>");

  // a room that only Ada is in
  await join(ada, "Engine room");
  await say(ada, "Only for the engine room");
  await sees(ada, "Only for the engine room");
  await say(grace, "Are you there?");
  await ada.getByRole("button", { name: "Lobby 1" }).click();
  await sees(ada, "Are you there?");
  await seesNot(grace, "Only for the engine room");

  // then both are in it
  await join(grace, "Engine room");
  await ada.getByRole("button", { name: "Engine room" }).click();
  await sees(ada, "Grace came in");
  await person(grace, "Ada Lovelace").waitFor();
  await say(grace, "What a machine!");
  await sees(ada, "What a machine!");

  // privately to the user, then to the tab
  await ada.getByLabel("Send to").selectOption({ label: "Grace (all tabs)" });
  await say(ada, "Between us: it needs punched cards.");
  await sees(grace, "Between us: it needs punched cards.");
  await person(grace, "Ada Lovelace").getByRole("button").click();
  await say(grace, "I have some in my bag.");
  await sees(ada, "I have some in my bag.");

  // a third tab does not see what was private, and is seen to go
  const alan = await enter(browser, values.url[0], "Alan", "light");
  await ada.getByRole("button", { name: "Lobby" }).click();
  await person(ada, "Alan").waitFor();
  await seesNot(alan, "I have some in my bag.");
  await alan.close();
  await sees(ada, "Alan left");
  await person(ada, "Alan").waitFor({ state: "detached" });
  await ada.getByRole("button", { name: "Engine room" }).click();

  await ada.screenshot({ path: `${values.screenshots}-ada.png` });
  await grace.screenshot({ path: `${values.screenshots}-grace.png` });
  assert.deepEqual(faults, []);
}
finally {
  await browser.close();
}
