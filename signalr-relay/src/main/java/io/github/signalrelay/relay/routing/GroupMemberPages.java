// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.Ack;
import io.github.signalrelay.protocol.service.AckStatus;
import io.github.signalrelay.protocol.service.GroupMemberQuery;
import io.github.signalrelay.relay.index.MemberSet;
import io.github.signalrelay.relay.server.ServerConnection;

/**
 * Answers to questions for the members of a group (service protocol reference, 3.5).
 * Pages are in the order of connection ids, and the continuation token is the last id of
 * a page: a member that stays is listed exactly once, whoever comes and goes between two
 * pages.
 */
final class GroupMemberPages {

	/** Largest page of the service (REST API reference, 3). */
	static final int LARGEST_PAGE = 200;

	private static final String START = "";

	private final RelayHub hub;

	GroupMemberPages(RelayHub hub) {
		this.hub = hub;
	}

	void answer(ServerConnection from, GroupMemberQuery query) {
		int size = (query.max() <= 0) ? LARGEST_PAGE : Math.min(query.max(), LARGEST_PAGE);
		int[] shards = this.hub.groupRoutes().shards(query.groupName());
		Page page = new Page(from, query, size, shards.length);
		for (int number : shards) {
			HubShard shard = this.hub.shard(number);
			shard.post(new LoopTask() {

				@Override
				public void run() {
					try {
						page.add(shard.groups().find(query.groupName()));
					}
					finally {
						page.shardDone();
					}
				}

				@Override
				public void dropped() {
					page.shardDone();
				}

			});
		}
		page.shardDone();
	}

	/** One page that several loops fill, each with no more than fits. */
	private static final class Page {

		private final ServerConnection from;

		private final GroupMemberQuery query;

		private final int size;

		private final String after;

		private final AtomicInteger shardsLeft;

		/** User, or an empty text, by connection id; guarded by itself. */
		private final TreeMap<String, String> members = new TreeMap<>();

		Page(ServerConnection from, GroupMemberQuery query, int size, int shards) {
			this.from = from;
			this.query = query;
			this.size = size;
			String token = query.continuationToken();
			this.after = (token != null) ? token : START;
			this.shardsLeft = new AtomicInteger(shards + 1);
		}

		/** Adds the first members of a shard behind the token: one more than fits. */
		void add(@Nullable MemberSet<RoutedClient> members) {
			if (members == null) {
				return;
			}
			PriorityQueue<RoutedClient> first = new PriorityQueue<>(
					Comparator.comparing((RoutedClient client) -> client.connection.id()).reversed());
			for (int position = members.size() - 1; position >= 0; position--) {
				RoutedClient client = members.get(position);
				if (client.connection.id().compareTo(this.after) > 0) {
					first.add(client);
					if (first.size() > this.size + 1) {
						first.remove();
					}
				}
			}
			synchronized (this.members) {
				for (RoutedClient client : first) {
					String user = client.connection.userId();
					this.members.put(client.connection.id(), (user != null) ? user : "");
				}
				while (this.members.size() > this.size + 1) {
					this.members.pollLastEntry();
				}
			}
		}

		void shardDone() {
			if (this.shardsLeft.decrementAndGet() == 0) {
				send();
			}
		}

		private void send() {
			synchronized (this.members) {
				if (this.members.isEmpty() && this.after.equals(START)) {
					PendingAck.send(this.from, this.query.ackId(), AckStatus.NOT_FOUND, "");
				}
				else if (this.query.ackId() != PendingAck.NO_ACK) {
					this.from.write(new Ack(this.query.ackId(), AckStatus.OK.code(), "", encode()));
				}
			}
		}

		/** {@code [[[connectionId, userId?], …], continuationToken?]}. */
		private Payload encode() {
			boolean more = this.members.size() > this.size;
			if (more) {
				this.members.pollLastEntry();
			}
			try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
				packer.packArrayHeader(2).packArrayHeader(this.members.size());
				for (var member : this.members.entrySet()) {
					packer.packArrayHeader(2).packString(member.getKey());
					packOptional(packer, member.getValue());
				}
				packOptional(packer, more ? this.members.lastKey() : "");
				return Payload.wrap(packer.toByteArray());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private static void packOptional(MessageBufferPacker packer, String text) throws IOException {
			if (text.isEmpty()) {
				packer.packNil();
			}
			else {
				packer.packString(text);
			}
		}

	}

}
