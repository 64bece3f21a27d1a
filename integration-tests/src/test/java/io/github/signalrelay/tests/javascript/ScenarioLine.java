// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.javascript;

import org.jspecify.annotations.Nullable;

/**
 * One line that the JavaScript suite prints.
 *
 * @param name name of a scenario, or {@code null} on a marker line
 * @param ok whether the scenario passed, or {@code null} on a marker line
 * @param detail what went wrong
 * @param marker what the suite asks its starter to do, or {@code null} on a scenario line
 */
record ScenarioLine(@Nullable String name, @Nullable Boolean ok, @Nullable String detail, @Nullable String marker) {
}
