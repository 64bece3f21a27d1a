// SPDX-License-Identifier: Apache-2.0

// A page in Chromium that speaks HTTP/2 with a relay and opens a WebSocket to it. Prints what was seen as one line of JSON:
// {"negotiated":"h2","handshake":"{}\u001e"}
// Usage: node http2-page.mjs --chromium FILE --url https://127.0.0.1:8443/client/?hub=test --token TOKEN

import { parseArgs } from "node:util";

import { chromium } from "playwright-core";

import { within } from "./clients.mjs";

const { values } = parseArgs({ options: { chromium: { type: "string" }, url: { type: "string" }, token: { type: "string" } } });

/** Runs in the page. */
async function connect({ url, token }) {
  const negotiate = url.replace("/client/", "/client/negotiate");
  const answer = await fetch(`${negotiate}&negotiateVersion=1`, { method: "POST", headers: { Authorization: `Bearer ${token}` } });
  const { connectionToken } = await answer.json();
  const [{ nextHopProtocol }] = performance.getEntriesByType("resource").filter(({ name }) => name.startsWith(negotiate));
  const socket = new WebSocket(`${url.replace("https:", "wss:")}&id=${connectionToken}&access_token=${token}`);
  const handshake = await new Promise((resolve, reject) => Object.assign(socket, {
    onopen: () => socket.send("{\"protocol\":\"json\",\"version\":1}\u001e"),
    onmessage: ({ data }) => resolve(data),
    onclose: ({ code }) => reject(new Error(`closed with ${code}`)),
  }));
  socket.close(1000);
  return { negotiated: nextHopProtocol, handshake };
}

const browser = await chromium.launch({
  executablePath: values.chromium,
  // what a page ignores of certificates, its WebSockets do not; and a page that is made up comes from no network, so that it may not
  // talk to this machine
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--ignore-certificate-errors",
    "--disable-features=LocalNetworkAccessChecks"],
});
try {
  const page = await browser.newPage();
  const blank = new URL("/blank", values.url).href; // of the same origin, so that the protocol is told
  await page.route(blank, (route) => route.fulfill({ contentType: "text/html", body: "" }));
  await page.goto(blank);
  const seen = await within(page.evaluate(connect, { url: values.url, token: values.token }), "the page", 60_000);
  process.stdout.write(JSON.stringify(seen));
}
finally {
  await browser.close();
}
process.exit(0);
