// SPDX-License-Identifier: Apache-2.0

// Runs the scenarios in headless Chromium, in a page for each hub protocol and transport, all at once, and prints what run.mjs prints; the
// names of the scenarios follow those of protocol and transport.
// Usage: node browser.mjs --chromium FILE --page http://127.0.0.1:8000/browser/page.html --url http://127.0.0.1:8080/test [--url ...]
//   --pair json/web-sockets [--pair ...] [--hosts] [--brief] [--only NAME] [--refused]
// --hosts gives each client a host of its own, *.localhost. --brief leaves out what is the same over all transports. --refused does not run the scenarios: clients try to connect, and tell why
// they cannot.

import { inspect, parseArgs } from "node:util";

import { chromium } from "playwright-core";

// without the networking flags Chromium looks up hosts on the internet at every start
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--ignore-certificate-errors"]; // the certificates are made by the tests

const { values: options } = parseArgs({
  options: {
    chromium: { type: "string" },
    page: { type: "string" },
    url: { type: "string", multiple: true },
    pair: { type: "string", multiple: true },
    brief: { type: "boolean", default: false },
    only: { type: "string" },
    hosts: { type: "boolean", default: false },
    refused: { type: "boolean", default: false },
  },
});

const print = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

async function open(browser, pair) {
  const [protocol, transport] = pair.split("/");
  const prefix = `${protocol} over ${transport}: `;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.exposeFunction("tell", ({ name, ...rest }) => print({ name: prefix + name, ...rest }));
  await page.goto(options.page);
  await page.waitForFunction(() => window.begin);
  await page.evaluate((cast) => window.begin(cast), { urls: options.url, protocol, transport, hosts: options.hosts });
  return { page, prefix };
}

async function runScenarios(pages) {
  await Promise.all(pages.map(({ page }) => page.evaluate((which) => window.runScenarios(which),
    { only: options.only, brief: options.brief })));
  if (options.only) {
    return;
  }
  const back = Promise.all(pages.map(({ page }) => page.evaluate(() => window.runRestart())));
  await Promise.all(pages.map(({ page }) => page.waitForFunction(() => window.isReadyForRestart)));
  print({ marker: "restart" });
  await back;
}

async function tellProblems(pages) {
  for (const { page, prefix } of pages) {
    print({ name: prefix, ok: false, detail: await page.evaluate(() => window.problem()) });
  }
}

const browser = await chromium.launch({ executablePath: options.chromium, args: FLAGS });
try {
  const pages = await Promise.all(options.pair.map((pair) => open(browser, pair)));
  await (options.refused ? tellProblems(pages) : runScenarios(pages));
}
catch (error) {
  print({ name: "the browser", ok: false, detail: inspect(error) });
}
finally {
  await browser.close();
}
