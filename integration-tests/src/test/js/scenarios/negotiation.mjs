// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";

import { HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";

import { Client, failure, within } from "../clients.mjs";

/** What the client does first, by hand. */
async function negotiate(url) {
  const response = await fetch(`${url}/negotiate?negotiateVersion=1`, { method: "POST" });
  assert.equal(response.status, 200);
  return response.json();
}

function withoutNegotiation(url, accessToken) {
  return new HubConnectionBuilder()
    .withUrl(url, {
      skipNegotiation: true,
      transport: HttpTransportType.WebSockets,
      ...(accessToken ? { accessTokenFactory: () => accessToken } : {}),
    })
    .configureLogging(LogLevel.None)
    .build();
}

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

async function refusal(cast, app, status) {
  return failure(cast.connect({ app, query: { gate: status } }));
}

export const negotiation = {
  async "a refused client is told why in a word"(cast) {
    for (const app of cast.urls.keys()) {
      assert.equal(await refusal(cast, app, 401),
        "Failed to complete negotiation with the server: Error: Unauthorized: Status code '401'");
      assert.equal(await refusal(cast, app, 403),
        "Failed to complete negotiation with the server: Error: Forbidden: Status code '403'");
    }
  },

  async "the hub sees the original request and never the token"(cast) {
    for (const url of cast.urls) {
      const client = await new Client(url, { protocol: cast.protocol, hub: "/deep/request", query: { colour: "red & blue", gate: "cookie" } }).start();
      const seen = await client.invoke("seen");
      await client.stop();
      assert.equal(seen.path, "/deep/request");
      assert.equal(new URLSearchParams(seen.queryString).get("colour"), "red & blue");
      assert.equal(seen.remoteAddress, "127.0.0.1");
      const headers = new Map(Object.entries(seen.headers).map(([name, values]) => [name.toLowerCase(), values]));
      assert.match(headers.get("user-agent")[0], /^Microsoft SignalR\//);
      assert.match(headers.get("cookie")[0], /^flavour=vanilla/); // that of negotiate: a cookie knows hosts, not ports
      assert.ok(!headers.has("authorization"));
      assert.doesNotMatch(JSON.stringify(seen), /access_token|eyJ/);
    }
  },

  async "a client that knows the relay needs no second negotiation"(cast) {
    const { url, accessToken } = await negotiate(cast.urls[0]);
    const connection = withoutNegotiation(url, accessToken);
    await within(connection.start(), "start without negotiation");
    assert.equal(await connection.invoke("echoString", "straight"), "straight");
    assert.equal(connection.connectionId, null);
    await connection.stop();
  },

  async "of the redirects that a client follows the application takes one and the relay none"(cast) {
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

  async "a client cannot skip the application's negotiation"(cast) {
    await failure(within(withoutNegotiation(cast.urls[0]).start(), "refusal"));
  },
};
