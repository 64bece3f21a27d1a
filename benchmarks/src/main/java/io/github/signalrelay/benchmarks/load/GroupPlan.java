// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load;

/**
 * Which clients are in which groups. Client {@code c} is in the groups
 * {@code (c * perConnection + i) % groups} for {@code i} below {@code perConnection}, so
 * that all groups have as many members.
 *
 * @param groups number of groups, named {@code g0}, {@code g1}, ...
 * @param perConnection groups of each client
 */
public record GroupPlan(int groups, int perConnection) {
}
