// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.example;

import java.math.BigDecimal;
import java.time.Instant;

public record Reading(String sensor, BigDecimal value, Instant at) {
}
