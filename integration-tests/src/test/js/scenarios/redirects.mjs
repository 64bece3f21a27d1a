// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";

import { HubConnectionBuilder, LogLevel } from "@microsoft/signalr";

import { failure, within } from "../clients.mjs";

/** A client negotiates at most so many times before it takes a redirect for one without end. */
const NEGOTIATIONS = 100;

/** Sends clients on to itself so many times before they come to the target. */
async function detour(target, hops, run) {
  const server = createServer((request, response) => {
    request.resume();
    const left = Number(new URL(request.url, "http://localhost").searchParams.get("left"));
    const url = (left > 1) ? `http://127.0.0.1:${server.address().port}/hop?left=${left - 1}` : target;
    response.setHeader("Content-Type", "application/json").end(JSON.stringify({ url, availableTransports: [] }));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  try {
    return await run(`http://127.0.0.1:${server.address().port}/hop?left=${hops}`);
  }
  finally {
    server.closeAllConnections();
    server.close();
  }
}

export const redirects = {
  async "redirects: of those that a client follows the application takes one and the relay none"(cast) {
    const connect = (url) => new HubConnectionBuilder().withUrl(url).configureLogging(LogLevel.None).build();
    for (const target of cast.urls) {
      await detour(target, NEGOTIATIONS - 2, async (url) => {
        const connection = connect(url);
        await within(connection.start(), "the connection behind many redirects");
        assert.equal(await connection.invoke("echoString", "there"), "there");
        await connection.stop();
      });
      await detour(target, NEGOTIATIONS - 1, async (url) =>
        assert.match(await failure(within(connect(url).start(), "the end of redirects")), /Negotiate redirection limit exceeded\./));
    }
  },
};
