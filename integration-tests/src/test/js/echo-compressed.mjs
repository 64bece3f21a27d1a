// SPDX-License-Identifier: Apache-2.0

// Sends messages of all sizes to an echo server with compression, as parts 12 and 13 of the Autobahn suite do: every content, every
// kind of negotiation, whole and in fragments. Clients are the WebSocket of the published SignalR client in Node, and Chromium's.
// Prints one line of JSON per case: {"name":"...","ok":true|false,"detail":"..."}
// Usage: node echo-compressed.mjs --url ws://127.0.0.1:8080/echo [--chromium FILE]

import assert from "node:assert/strict";
import { inspect, parseArgs } from "node:util";

import { chromium } from "playwright-core";
import WebSocket from "ws";

import { within } from "./clients.mjs";

const { values } = parseArgs({ options: { url: { type: "string" }, chromium: { type: "string" } } });

const AGREED = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

const SIZES = [0, 16, 64, 256, 1_023, 1_024, 4_096, 8_192, 16_384, 32_768, 65_536, 131_072, 1_000_000];

/** What is offered, and what must come of it. */
const OFFERS = {
  "nothing in particular": [{}, AGREED],
  "no context of the server": [{ serverNoContextTakeover: true }, AGREED],
  "no context on either side": [{ serverNoContextTakeover: true, clientNoContextTakeover: true }, AGREED],
  "the largest window of the server": [{ serverMaxWindowBits: 15 }, `${AGREED}; server_max_window_bits=15`],
  "a window of the server that the JDK does not have": [{ serverMaxWindowBits: 9 }, undefined],
  "a small window of the client": [{ clientMaxWindowBits: 9 }, AGREED],
};

let seed = 1;
const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;

const CONTENTS = {
  json: (size) => {
    let text = "";
    while (text.length < size) {
      text += `{"type":1,"target":"tick","arguments":["${Math.floor(random() * 1e9)}","äöü€😀"]}\u001e`;
    }
    return text.slice(0, size).replace(/[\ud800-\udbff]$/, "?");
  },
  monotony: (size) => "x".repeat(size),
  noise: (size) => Buffer.from(Array.from({ length: Math.min(size, 140_000) }, () => Math.floor(random() * 256))),
};

async function open(options) {
  const socket = new WebSocket(values.url, { perMessageDeflate: { threshold: 0, ...options } });
  let header;
  socket.on("upgrade", (response) => (header = response.headers["sec-websocket-extensions"]));
  const messages = [];
  let wake = () => {};
  socket.on("message", (data) => { messages.push(data); wake(); });
  const failed = new Promise((_, reject) => socket.on("error", reject));
  await within(Promise.race([new Promise((resolve) => socket.on("open", resolve)), failed]), "the upgrade");
  const next = () => within(Promise.race([failed, new Promise((resolve) => {
    wake = () => messages.length > 0 && resolve(messages.shift());
    wake();
  })]), "an echo");
  return { socket, header, next };
}

function sendInFragments(socket, data, pieces) {
  const bytes = Buffer.from(data);
  const length = Math.ceil(bytes.length / pieces) || 1;
  for (let piece = 0; piece < pieces; piece += 1) {
    socket.send(bytes.subarray(piece * length, (piece + 1) * length),
      { binary: typeof data !== "string", fin: piece === pieces - 1, compress: true });
    socket.ping(`between ${piece}`);
  }
}

async function inNode([options, header], content) {
  const { socket, header: agreed, next } = await open(options);
  assert.equal(agreed, header);
  for (const size of SIZES) {
    const data = CONTENTS[content](size);
    for (const compress of [true, false]) {
      socket.send(data, { compress });
      assert.deepEqual(await next(), data, `${size} bytes, compressed: ${compress}`);
    }
    sendInFragments(socket, data, 3);
    assert.deepEqual(await next(), data, `${size} bytes in fragments`);
  }
  const closed = new Promise((resolve) => socket.on("close", resolve));
  socket.close(1000);
  assert.equal(await within(closed, "the end"), 1000);
}

/** Runs in the page. */
async function echoAll({ url, sizes }) {
  const socket = new globalThis.WebSocket(url);
  await new Promise((resolve, reject) => Object.assign(socket, { onopen: resolve, onerror: () => reject(new Error("no upgrade")) }));
  for (const size of sizes) {
    const text = "{\"type\":1,\"target\":\"tick\"}\u001e€".repeat(Math.ceil(size / 27)).slice(0, size);
    const echo = new Promise((resolve) => (socket.onmessage = ({ data }) => resolve(data)));
    socket.send(text);
    if (await echo !== text) {
      throw new Error(`${size} characters came back changed`);
    }
  }
  const { extensions } = socket;
  socket.close(1000);
  return extensions;
}

async function inChromium() {
  const browser = await chromium.launch({
    executablePath: values.chromium, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    const page = await browser.newPage();
    const extensions = await within(page.evaluate(echoAll, { url: values.url, sizes: SIZES }), "the page", 60_000);
    assert.equal(extensions, AGREED);
  }
  finally {
    await browser.close();
  }
}

const cases = Object.entries(OFFERS).flatMap(([name, offer]) =>
  Object.keys(CONTENTS).map((content) => [`${name}, ${content}`, () => inNode(offer, content)]));
if (values.chromium) {
  cases.push(["Chromium", inChromium]);
}
for (const [name, run] of cases) {
  try {
    await run();
    process.stdout.write(`${JSON.stringify({ name, ok: true, detail: "" })}\n`);
  }
  catch (error) {
    process.stdout.write(`${JSON.stringify({ name, ok: false, detail: inspect(error) })}\n`);
  }
}
process.exit(0);
