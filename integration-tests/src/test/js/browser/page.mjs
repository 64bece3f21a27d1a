// SPDX-License-Identifier: Apache-2.0

// The side of browser.mjs that runs in the page.

import { Cast } from "../cast.mjs";
import { restart } from "../scenarios/restart.mjs";
import { anywhere, carried } from "../scenarios.mjs";

/** Browsers open six connections to a host, and each client without WebSocket needs one: so each gets a host of its own. */
class HostPerClient extends Cast {
  #clients = 0;

  address(app) {
    const url = new URL(super.address(app));
    this.#clients += 1;
    url.hostname = `client${this.#clients}.localhost`;
    return url.href;
  }
}

let cast;

/** The restart is one for all pages, so that browser.mjs asks for it. */
const print = ({ marker }) => {
  window.isReadyForRestart = Boolean(marker);
};

async function runAll(scenarios) {
  for (const [name, scenario] of Object.entries(scenarios)) {
    try {
      await scenario(cast, print);
      await window.tell({ name, ok: true, detail: "" });
    }
    catch (error) {
      await window.tell({ name, ok: false, detail: `${error?.stack ?? error}` });
    }
  }
  await cast.leave();
}

window.begin = ({ urls, protocol, transport, hosts }) => {
  cast = new (hosts ? HostPerClient : Cast)(urls, protocol, transport);
  cast.many = 100; // each is a request of its own where there is no WebSocket
  const tls = urls[0].startsWith("https:");
  cast.reasons = !tls;
  cast.cookies = !tls; // the page came without
};

/** What can be seen while the deployment stays up. */
window.runScenarios = ({ only, brief }) => {
  const scenarios = brief ? carried : anywhere;
  return runAll(only ? { [only]: scenarios[only] } : scenarios);
};

/** The deployment is restarted meanwhile. */
window.runRestart = () => runAll(restart);

/** Why a client cannot connect, or null if it can. */
window.problem = async () => {
  try {
    const client = await cast.connect();
    await client.stop();
    return null;
  }
  catch (error) {
    return error.message;
  }
};
