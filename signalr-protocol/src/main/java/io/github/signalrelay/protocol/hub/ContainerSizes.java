// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.util.Arrays;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Number of elements or entries in each container of a value, in the order in which the
 * containers start.
 */
final class ContainerSizes {

	private static final int CAPACITY = 16;

	private int[] sizes = new int[CAPACITY];

	private int count;

	/** Which containers are open, by their places in {@link #sizes}; maps are negated. */
	private int[] open = new int[CAPACITY];

	private int depth;

	private int nextRead;

	private ContainerSizes() {
	}

	static ContainerSizes of(TokenBuffer tokens) {
		ContainerSizes sizes = new ContainerSizes();
		try (JsonParser parser = tokens.asParser()) {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				sizes.count(token);
			}
		}
		return sizes;
	}

	/** Size of the next container. */
	int next() {
		return this.sizes[this.nextRead++];
	}

	private void count(JsonToken token) {
		if (token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT) {
			this.depth--;
			return;
		}
		if (this.depth > 0) {
			countIn(this.open[this.depth - 1], token);
		}
		if (token.isStructStart()) {
			start(token == JsonToken.START_OBJECT);
		}
	}

	/** Maps count their names, arrays their values. */
	private void countIn(int container, JsonToken token) {
		boolean map = container < 0;
		if (map == (token == JsonToken.PROPERTY_NAME)) {
			this.sizes[map ? ~container : container]++;
		}
	}

	private void start(boolean map) {
		if (this.count == this.sizes.length) {
			this.sizes = Arrays.copyOf(this.sizes, 2 * this.count);
		}
		if (this.depth == this.open.length) {
			this.open = Arrays.copyOf(this.open, 2 * this.depth);
		}
		this.open[this.depth++] = map ? ~this.count : this.count;
		this.count++;
	}

}
