// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.history;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.tests.history.ObservedConnection.Membership;
import io.github.signalrelay.tests.history.Violation.Kind;

/**
 * Compares a history with the promise of docs/reliability.md:
 * <ul>
 * <li>Messages of one sender arrive in the order sent, each at most once over all
 * connections of a client. Between two connections of the sender this holds where the
 * earlier message had been accepted before the later one was sent.</li>
 * <li>An accepted message reaches every connection that was a member when it was sent,
 * unless the connection ended; then none is missing among those that arrived.</li>
 * <li>Nobody receives what was not meant for him.</li>
 * <li>Each invocation gets one completion, or its connection ends.</li>
 * <li>At the end every client is connected that has not stopped, and where the system was
 * asked for the members of a channel it knows the same as the clients.</li>
 * </ul>
 * A history of a system at work may lack what is still under way: check it when all is
 * calm, or again until it does not change. Used by one thread.
 */
public final class HistoryChecker {

	private final Findings findings = new Findings();

	private final Map<String, ObservedConnection> connections = new LinkedHashMap<>();

	/** By client: the connection that it has. */
	private final Map<String, String> current = new LinkedHashMap<>();

	private final Set<String> clients = new HashSet<>();

	private final Set<String> stopped = new HashSet<>();

	/** By channel and sender. */
	private final Map<String, Map<String, Traffic>> traffic = new LinkedHashMap<>();

	private final Map<String, Integer> closes = new TreeMap<>();

	private final Map<String, Integer> failures = new TreeMap<>();

	private int sent;

	private int accepted;

	private int received;

	private int invocations;

	private int position;

	private HistoryChecker() {
	}

	/**
	 * Checks a history.
	 * @param events the events in order
	 * @return what was found
	 */
	public static HistoryReport check(List<HistoryEvent> events) {
		HistoryChecker checker = new HistoryChecker();
		for (HistoryEvent event : events) {
			checker.replay(event);
			checker.position++;
		}
		checker.checkEnd();
		return checker.report();
	}

	private void replay(HistoryEvent event) {
		if (event instanceof HistoryEvent.Received received) {
			received(received);
		}
		else if (event instanceof HistoryEvent.Sent sent) {
			this.sent++;
			if (!traffic(sent.sender(), sent.channel()).sent(sent.source(), sent.sequence(), this.position)) {
				throw new IllegalArgumentException("Numbers of a sender must grow: " + sent);
			}
		}
		else if (event instanceof HistoryEvent.Accepted accepted) {
			accepted(accepted);
		}
		else if (event instanceof HistoryEvent.Invoked invoked) {
			invoked(invoked);
		}
		else if (event instanceof HistoryEvent.Completed completed) {
			completed(completed);
		}
		else if (event instanceof HistoryEvent.Stopped stopped) {
			this.stopped.add(stopped.client());
		}
		else {
			replayConnection(event);
		}
	}

	private void replayConnection(HistoryEvent event) {
		if (event instanceof HistoryEvent.Connected connected) {
			connected(connected);
		}
		else if (event instanceof HistoryEvent.Closed closed) {
			closed(closed);
		}
		else if (event instanceof HistoryEvent.Joining joining) {
			connection(joining.connection()).join(joining.channel());
		}
		else if (event instanceof HistoryEvent.Joined joined) {
			membership(joined.connection(), joined.channel()).joined = this.position;
		}
		else if (event instanceof HistoryEvent.Leaving leaving) {
			membership(leaving.connection(), leaving.channel()).leaving = this.position;
		}
		else if (event instanceof HistoryEvent.Left left) {
			membership(left.connection(), left.channel()).left = this.position;
		}
		else if (event instanceof HistoryEvent.Members members) {
			compare(members);
		}
	}

	private ObservedConnection connection(String id) {
		ObservedConnection connection = this.connections.get(id);
		if (connection == null) {
			throw new IllegalArgumentException("No such connection was written down: " + id);
		}
		return connection;
	}

	private Membership membership(String connection, String channel) {
		return connection(connection).membership(channel);
	}

	private Traffic traffic(String sender, String channel) {
		return this.traffic.computeIfAbsent(channel, (absent) -> new LinkedHashMap<>())
			.computeIfAbsent(sender, (absent) -> new Traffic(sender, channel));
	}

	private void connected(HistoryEvent.Connected event) {
		this.clients.add(event.client());
		if (this.connections.put(event.connection(), new ObservedConnection(event.client())) != null) {
			this.findings.add(Kind.CONNECTION, "id " + event.connection() + " was given twice");
		}
		String other = this.current.put(event.client(), event.connection());
		if (other != null) {
			this.findings.add(Kind.CONNECTION, event.client() + " has " + other + " and " + event.connection());
		}
	}

	private void closed(HistoryEvent.Closed event) {
		ObservedConnection connection = connection(event.connection());
		connection.closed = this.position;
		this.current.remove(connection.client, event.connection());
		this.closes.merge(event.code() + " " + event.reason(), 1, Integer::sum);
	}

	private void accepted(HistoryEvent.Accepted event) {
		this.accepted++;
		Traffic.Message message = traffic(event.sender(), event.channel()).message(event.sequence());
		if (message == null) {
			throw new IllegalArgumentException("Not sent: " + event);
		}
		message.accepted = this.position;
	}

	private void received(HistoryEvent.Received event) {
		this.received++;
		ObservedConnection connection = this.connections.get(event.connection());
		Traffic traffic = traffic(event.sender(), event.channel());
		Traffic.Message message = traffic.message(event.sequence());
		if (connection == null || !connection.isOpen()) {
			this.findings.add(Kind.OUTSIDE, event.toString());
		}
		else if (message == null) {
			this.findings.add(Kind.INVENTED, event.toString());
		}
		else {
			if (!connection.mayReceive(event.channel(), message.sent)) {
				this.findings.add(Kind.STRANGER, event.toString());
			}
			checkOrder(event, traffic, message, traffic.arrivals(connection.client));
			traffic.latest.merge(event.connection(), event.sequence(), Math::max);
		}
	}

	private void checkOrder(HistoryEvent.Received event, Traffic traffic, Traffic.Message message,
			Traffic.Arrivals arrivals) {
		int sequence = event.sequence();
		if (arrivals.contains(sequence)) {
			this.findings.add(Kind.DOUBLE, event.toString());
			return;
		}
		for (int later = arrivals.nextAfter(sequence); later >= 0; later = arrivals.nextAfter(later)) {
			Traffic.Message other = traffic.message(later);
			if (other != null && message.mustPrecede(other)) {
				this.findings.add(Kind.DISORDER, event + " came behind " + later);
				break;
			}
		}
		arrivals.add(sequence);
	}

	private void invoked(HistoryEvent.Invoked event) {
		this.invocations++;
		connection(event.connection()).pending.add(event.invocation());
	}

	private void completed(HistoryEvent.Completed event) {
		ObservedConnection connection = this.connections.get(event.connection());
		if (connection == null || !connection.isOpen()) {
			this.findings.add(Kind.OUTSIDE, event.toString());
		}
		else if (connection.pending.remove(event.invocation())) {
			connection.answered.add(event.invocation());
			if (event.error() != null) {
				this.failures.merge(event.error(), 1, Integer::sum);
			}
		}
		else {
			boolean again = connection.answered.contains(event.invocation());
			this.findings.add(again ? Kind.ANSWERED_TWICE : Kind.UNASKED, event.toString());
		}
	}

	private void compare(HistoryEvent.Members event) {
		Set<String> strangers = new HashSet<>(event.connections());
		this.connections.forEach((id, connection) -> {
			Membership membership = connection.latest(event.channel());
			boolean known = strangers.remove(id);
			boolean may = membership != null && connection.isOpen() && membership.left == ObservedConnection.NEVER;
			boolean must = may && membership.isSure();
			if ((known && !may) || (must && !known)) {
				this.findings.add(Kind.MEMBERSHIP, connection.client + " on " + id
						+ (known ? " counts as a member of " : " does not count as a member of ") + event.channel());
			}
		});
		for (String stranger : strangers) {
			this.findings.add(Kind.MEMBERSHIP, stranger + ", whom nobody knows, is in " + event.channel());
		}
	}

	private void checkEnd() {
		for (String client : this.clients) {
			if (!this.current.containsKey(client) && !this.stopped.contains(client)) {
				this.findings.add(Kind.CONNECTION, client + " is not connected");
			}
		}
		this.connections.forEach((id, connection) -> {
			if (connection.isOpen()) {
				connection.pending.forEach((invocation) -> this.findings.add(Kind.UNANSWERED,
						"invocation " + invocation + " of " + connection.client + " on " + id));
			}
			connection.memberships.forEach((channel, all) -> all.stream()
				.filter((membership) -> membership.joined != ObservedConnection.NEVER)
				.forEach((membership) -> checkLosses(id, connection, membership, channel)));
		});
	}

	private void checkLosses(String id, ObservedConnection connection, Membership membership, String channel) {
		this.traffic.getOrDefault(channel, Map.of())
			.values()
			.forEach((sender) -> checkLoss(id, connection, membership, sender));
	}

	private void checkLoss(String id, ObservedConnection connection, Membership membership, Traffic sender) {
		int end = connection.isOpen() ? Integer.MAX_VALUE : sender.latest.getOrDefault(id, -1);
		Traffic.@Nullable Arrivals arrivals = sender.byClient.get(connection.client);
		for (int i = sender.firstSentAfter(membership.joined); i < sender.messages.size(); i++) {
			Traffic.Message message = sender.messages.get(i);
			if (message.sequence > end || message.sent > connection.closed) {
				break;
			}
			boolean missing = arrivals == null || !arrivals.contains(message.sequence);
			if (missing && message.accepted < membership.leaving) {
				this.findings.add(Kind.LOSS, message.sequence + " of " + sender.sender + " to " + sender.channel
						+ " did not reach " + connection.client + " on " + id);
			}
		}
	}

	private HistoryReport report() {
		int unanswered = this.connections.values()
			.stream()
			.filter((connection) -> !connection.isOpen())
			.mapToInt((connection) -> connection.pending.size())
			.sum();
		return new HistoryReport(this.findings.toList(), this.connections.size(), this.closes, this.sent, this.accepted,
				this.received, this.invocations, this.failures, unanswered);
	}

}
