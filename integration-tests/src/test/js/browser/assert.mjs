// SPDX-License-Identifier: Apache-2.0

// What the scenarios use of Node's strict assertions.

import { assert } from "chai";

export default {
  deepEqual: assert.deepEqual,
  doesNotMatch: assert.notMatch,
  equal: assert.strictEqual,
  match: assert.match,
  notEqual: assert.notStrictEqual,
  ok: assert.isOk,
};
