// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.actuate;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.util.Assert;

import java.util.List;

import io.github.signalrelay.service.EndpointState;

/**
 * Health of the connections to each endpoint, by the name of the endpoint; that of an
 * endpoint without a name is {@value #NO_NAME}. Endpoints that come and go while the
 * application runs come and go here as well. May be used by any thread.
 */
public final class EndpointsHealthContributor implements CompositeHealthContributor {

	/** Stands for the empty name, which the address of a health component cannot have. */
	static final String NO_NAME = "default";

	private final Supplier<List<EndpointState>> states;

	/**
	 * Makes the contributor.
	 * @param states tells how the endpoints are at the moment
	 */
	public EndpointsHealthContributor(Supplier<List<EndpointState>> states) {
		Assert.notNull(states, "states must not be null");
		this.states = states;
	}

	@Override
	public @Nullable HealthContributor getContributor(String name) {
		return state(name).isPresent() ? indicator(name) : null;
	}

	@Override
	public Stream<HealthContributors.Entry> stream() {
		return this.states.get()
			.stream()
			.map(EndpointsHealthContributor::nameOf)
			.distinct()
			.map((name) -> new HealthContributors.Entry(name, indicator(name)));
	}

	private EndpointHealthIndicator indicator(String name) {
		return new EndpointHealthIndicator(() -> state(name).orElse(null));
	}

	private Optional<EndpointState> state(String name) {
		return this.states.get().stream().filter((state) -> nameOf(state).equals(name)).findFirst();
	}

	/** A slash would be taken for the border between two components. */
	private static String nameOf(EndpointState state) {
		return state.name().isEmpty() ? NO_NAME : state.name().replace('/', '_');
	}

}
