// SPDX-License-Identifier: Apache-2.0

import { answers } from "./scenarios/answers.mjs";
import { cancellation } from "./scenarios/cancellation.mjs";
import { endings } from "./scenarios/endings.mjs";
import { errors } from "./scenarios/errors.mjs";
import { filters } from "./scenarios/filters.mjs";
import { groups } from "./scenarios/groups.mjs";
import { invocations } from "./scenarios/invocations.mjs";
import { lifecycle } from "./scenarios/lifecycle.mjs";
import { negotiation } from "./scenarios/negotiation.mjs";
import { outside } from "./scenarios/outside.mjs";
import { results } from "./scenarios/results.mjs";
import { sizes } from "./scenarios/sizes.mjs";
import { streams } from "./scenarios/streams.mjs";
import { targets } from "./scenarios/targets.mjs";
import { values } from "./scenarios/values.mjs";

/** Scenarios that run wherever the published client does, in Node as in browsers, in their order. */
export const anywhere = {
  ...invocations,
  ...streams,
  ...results,
  ...answers,
  ...values,
  ...errors,
  ...targets,
  ...groups,
  ...outside,
  ...sizes,
  ...lifecycle,
  ...negotiation,
  ...endings,
  ...filters,
  ...cancellation,
};

/** Those in which transports differ most. */
export const carried = { ...invocations, ...streams, ...groups, ...sizes, ...lifecycle };
