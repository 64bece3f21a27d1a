// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.index.MemberSet;
import io.github.signalrelay.relay.transport.SharedFrame;

/**
 * Writes one multicast at a time, or several as one to members of one shard, without
 * allocating anything for a delivery. Owned by the shard's event loop and used again for
 * the next multicast.
 */
final class MulticastWriter {

	/** Frames of the present multicast as far as this loop has asked for them. */
	private final @Nullable SharedFrame[] frames = new SharedFrame[FrameEncoding.count()];

	private final boolean[] asked = new boolean[FrameEncoding.count()];

	private List<Multicast> burst = List.of();

	/** Number of the present multicast; clients marked with it are left out. */
	private long stamp;

	private final Deliveries deliveries = new Deliveries();

	/**
	 * Begins to write multicasts, all to the same clients.
	 * @param last whether they may leave at once, since nothing waits behind them
	 */
	void begin(List<Multicast> next, boolean last) {
		this.burst = next;
		this.stamp++;
		this.deliveries.begin(last);
		Arrays.fill(this.frames, null);
		Arrays.fill(this.asked, false);
	}

	/** Returns the number of deliveries. */
	int end() {
		this.deliveries.run();
		for (SharedFrame frame : this.frames) {
			if (frame != null) {
				frame.release();
			}
		}
		this.burst = List.of();
		Arrays.fill(this.frames, null);
		return this.deliveries.done();
	}

	/** Leaves a client out. */
	void skip(RoutedClient client) {
		client.mark = this.stamp;
	}

	/** Leaves members out. */
	void skipAll(@Nullable MemberSet<RoutedClient> members) {
		if (members != null) {
			for (int position = members.size() - 1; position >= 0; position--) {
				members.get(position).mark = this.stamp;
			}
		}
	}

	/**
	 * Writes to all members that are not left out. A write may end a client that is too
	 * slow, which takes it out of the set, as long as the set is walked: hence from the
	 * end down.
	 */
	void writeAll(@Nullable MemberSet<RoutedClient> members) {
		if (members == null) {
			return;
		}
		for (int position = members.size() - 1; position >= 0; position--) {
			if (position < members.size()) {
				RoutedClient client = members.get(position);
				if (client.mark != this.stamp) {
					write(client);
				}
			}
		}
		this.deliveries.run();
	}

	/** Writes to a client unless it is left out, and leaves it out from now on. */
	void writeOnce(RoutedClient client) {
		if (client.mark != this.stamp && client.isPresent()) {
			client.mark = this.stamp;
			write(client);
		}
	}

	/** Not later than the end of the walk. */
	private void write(RoutedClient client) {
		FrameEncoding encoding = client.encoding;
		SharedFrame frame = (encoding != null) ? frame(encoding) : null;
		if (frame != null) {
			this.deliveries.add(client.connection, frame);
		}
	}

	private @Nullable SharedFrame frame(FrameEncoding encoding) {
		int index = encoding.index();
		if (!this.asked[index]) {
			this.asked[index] = true;
			this.frames[index] = makeFrame(encoding);
		}
		return this.frames[index];
	}

	/** What the burst is in this encoding, with a reference count of this loop's own. */
	private @Nullable SharedFrame makeFrame(FrameEncoding encoding) {
		List<SharedFrame> made = new ArrayList<>(this.burst.size());
		for (Multicast multicast : this.burst) {
			SharedFrame frame = multicast.frame(encoding);
			if (frame != null) {
				made.add(frame);
			}
		}
		return switch (made.size()) {
			case 0 -> null;
			case 1 -> made.get(0).retain();
			default -> SharedFrame.joined(made, SharedFrame.FOR_MANY);
		};
	}

}
