// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";

import { HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";

import { Client, TRANSPORTS, failure, within } from "../clients.mjs";

/** Browsers send their own name. */
const PROGRAM = (typeof window === "undefined") ? /^Microsoft SignalR\// : /^Mozilla\//;

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

async function isRefused(cast, app, status, reason) {
  const told = await failure(cast.connect({ app, query: { gate: status } }));
  const start = "Failed to complete negotiation with the server: Error: ";
  assert.ok(told === `${start}${reason}: Status code '${status}'` || (!cast.reasons && told === `${start}: Status code '${status}'`), told);
}

export const negotiation = {
  async "a refused client is told why in a word"(cast) {
    for (const app of cast.urls.keys()) {
      await isRefused(cast, app, 401, "Unauthorized");
      await isRefused(cast, app, 403, "Forbidden");
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
      assert.match(headers.get("user-agent")[0], PROGRAM);
      assert.ok(!cast.cookies || headers.get("cookie")[0].startsWith("flavour=vanilla")); // that of negotiate: a cookie knows hosts, not ports
      assert.ok(!headers.has("authorization"));
      assert.doesNotMatch(JSON.stringify(seen), /access_token|eyJ/);
    }
  },

  async "the hub knows the transport of its client"(cast) {
    const client = await cast.connect({ hub: "request" });
    assert.equal(await client.invoke("transport"), HttpTransportType[TRANSPORTS[cast.transport]]);
    await client.stop();
  },

  async "a client that knows the relay needs no second negotiation"(cast) {
    const { url, accessToken } = await negotiate(cast.urls[0]);
    const connection = withoutNegotiation(url, accessToken);
    await within(connection.start(), "start without negotiation");
    assert.equal(await connection.invoke("echoString", "straight"), "straight");
    assert.equal(connection.connectionId, null);
    await connection.stop();
  },

  async "a client cannot skip the application's negotiation"(cast) {
    await failure(within(withoutNegotiation(cast.urls[0]).start(), "refusal"));
  },
};
