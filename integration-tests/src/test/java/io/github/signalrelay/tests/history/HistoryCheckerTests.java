// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.signalrelay.tests.history.HistoryEvent.Accepted;
import io.github.signalrelay.tests.history.HistoryEvent.Closed;
import io.github.signalrelay.tests.history.HistoryEvent.Completed;
import io.github.signalrelay.tests.history.HistoryEvent.Connected;
import io.github.signalrelay.tests.history.HistoryEvent.Invoked;
import io.github.signalrelay.tests.history.HistoryEvent.Joined;
import io.github.signalrelay.tests.history.HistoryEvent.Joining;
import io.github.signalrelay.tests.history.HistoryEvent.Leaving;
import io.github.signalrelay.tests.history.HistoryEvent.Left;
import io.github.signalrelay.tests.history.HistoryEvent.Members;
import io.github.signalrelay.tests.history.HistoryEvent.Received;
import io.github.signalrelay.tests.history.HistoryEvent.Sent;
import io.github.signalrelay.tests.history.HistoryEvent.Stopped;
import io.github.signalrelay.tests.history.Violation.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Histories written by hand: each kind of violation is found, and what looks like one is
 * not.
 */
class HistoryCheckerTests {

	private static final HistoryEvent A = new Connected("ann", "a1");

	private static final HistoryEvent B = new Connected("bob", "b1");

	private static final List<HistoryEvent> BOTH_IN_G = List.of(A, B, new Joining("a1", "g"), new Joined("a1", "g"),
			new Joining("b1", "g"), new Joined("b1", "g"));

	private static HistoryReport check(List<HistoryEvent> begin, HistoryEvent... more) {
		List<HistoryEvent> events = new ArrayList<>(begin);
		events.addAll(Arrays.asList(more));
		return HistoryChecker.check(events);
	}

	private static void assertFound(Kind kind, List<HistoryEvent> begin, HistoryEvent... more) {
		assertThat(check(begin, more).violations()).extracting(Violation::kind).containsExactly(kind);
	}

	private static void assertFine(List<HistoryEvent> begin, HistoryEvent... more) {
		assertThat(check(begin, more).violations()).isEmpty();
	}

	private static Sent sent(int sequence) {
		return new Sent("ann", "a1", "g", sequence);
	}

	private static Accepted accepted(int sequence) {
		return new Accepted("ann", "g", sequence);
	}

	private static Received received(String connection, int sequence) {
		return new Received(connection, "ann", "g", sequence);
	}

	@Test
	void everythingInOrder() {
		HistoryReport report = check(BOTH_IN_G, new Invoked("a1", "1"), sent(1), received("a1", 1),
				new Completed("a1", "1", null), accepted(1), received("b1", 1), sent(2), received("b1", 2),
				received("a1", 2), new Invoked("b1", "1"), new Completed("b1", "1", "no"),
				new Members("g", Set.of("a1", "b1")));
		assertThat(report).isEqualTo(new HistoryReport(List.of(), 2, Map.of(), 2, 1, 4, 2, Map.of("no", 1), 0));
		assertThat(report.summary()).contains("2 connections", "0 violations");
	}

	@Test
	void aLostMessageInTheMiddle() {
		assertFound(Kind.LOSS, BOTH_IN_G, sent(1), sent(2), accepted(1), accepted(2), received("a1", 1),
				received("a1", 2), received("b1", 2));
	}

	@Test
	void aLostLastMessage() {
		assertFound(Kind.LOSS, BOTH_IN_G, sent(1), accepted(1), received("a1", 1));
	}

	@Test
	void aMessageThatWasNotAcceptedMayBeLost() {
		assertFine(BOTH_IN_G, sent(1), sent(2), accepted(2), received("a1", 2), received("b1", 2));
	}

	@Test
	void aLossBehindTheLastArrivalIsExplainedByTheClose() {
		assertFine(BOTH_IN_G, sent(1), accepted(1), received("a1", 1), received("b1", 1), sent(2), accepted(2),
				received("a1", 2), new Closed("b1", 1006, ""), new Connected("bob", "b2"));
	}

	@Test
	void aLossBeforeTheLastArrivalIsNotExplainedByTheClose() {
		assertFound(Kind.LOSS, BOTH_IN_G, sent(1), accepted(1), received("a1", 1), sent(2), accepted(2),
				received("a1", 2), received("b1", 2), new Closed("b1", 1006, ""), new Connected("bob", "b2"));
	}

	@Test
	void whoJoinsLaterNeedNotReceiveWhatWasSentBefore() {
		assertFine(List.of(A, new Joining("a1", "g"), new Joined("a1", "g")), sent(1), B, new Joining("b1", "g"),
				accepted(1), received("a1", 1), new Joined("b1", "g"));
	}

	@Test
	void whoLeavesNeedNotReceiveWhatIsAcceptedLater() {
		assertFine(BOTH_IN_G, sent(1), new Leaving("b1", "g"), accepted(1), received("a1", 1), new Left("b1", "g"));
	}

	@Test
	void whoLeavesHasToReceiveWhatWasAcceptedBefore() {
		assertFound(Kind.LOSS, BOTH_IN_G, sent(1), accepted(1), received("a1", 1), new Leaving("b1", "g"),
				new Left("b1", "g"));
	}

	@Test
	void eachMembershipCountsForItself() {
		assertFound(Kind.LOSS, BOTH_IN_G, sent(1), accepted(1), received("a1", 1), new Leaving("b1", "g"),
				new Left("b1", "g"), new Joining("b1", "g"), new Joined("b1", "g"), sent(2), accepted(2),
				received("a1", 2), received("b1", 2));
	}

	@Test
	void aDoubleMessage() {
		assertFound(Kind.DOUBLE, BOTH_IN_G, sent(1), received("b1", 1), received("b1", 1));
	}

	@Test
	void aDoubleMessageOverTheNextConnection() {
		assertFound(Kind.DOUBLE, BOTH_IN_G, sent(1), received("b1", 1), new Closed("b1", 1006, ""),
				new Connected("bob", "b2"), new Joining("b2", "g"), new Joined("b2", "g"), received("b2", 1));
	}

	@Test
	void aWrongOrder() {
		assertFound(Kind.DISORDER, BOTH_IN_G, sent(1), sent(2), received("b1", 2), received("b1", 1));
	}

	@Test
	void aWrongOrderOfAcceptedMessagesFromTwoConnections() {
		assertFound(Kind.DISORDER, BOTH_IN_G, sent(1), accepted(1), received("a1", 1), new Closed("a1", 1006, ""),
				new Connected("ann", "a2"), new Sent("ann", "a2", "g", 2), received("b1", 2), received("b1", 1));
	}

	@Test
	void anOrderBetweenTwoConnectionsIsNotPromised() {
		assertFine(BOTH_IN_G, sent(1), new Closed("a1", 1006, ""), new Connected("ann", "a2"),
				new Sent("ann", "a2", "g", 2), received("b1", 2), received("b1", 1));
	}

	@Test
	void aMessageToSomebodyElse() {
		assertFound(Kind.STRANGER, List.of(A, B, new Joining("a1", "g"), new Joined("a1", "g")), sent(1),
				received("a1", 1), received("b1", 1));
	}

	@Test
	void aMessageToSomebodyWhoHasLeft() {
		assertFound(Kind.STRANGER, BOTH_IN_G, new Leaving("b1", "g"), new Left("b1", "g"), sent(1), received("b1", 1));
	}

	@Test
	void aMessageOnItsWayToSomebodyWhoHasLeft() {
		assertFine(BOTH_IN_G, sent(1), new Leaving("b1", "g"), new Left("b1", "g"), received("b1", 1));
	}

	@Test
	void aMessageThatNobodySent() {
		assertFound(Kind.INVENTED, BOTH_IN_G, received("b1", 1));
	}

	@Test
	void aMessageBehindTheEnd() {
		assertFound(Kind.OUTSIDE, BOTH_IN_G, sent(1), new Closed("b1", 1000, ""), received("b1", 1),
				new Connected("bob", "b2"));
	}

	@Test
	void noAnswer() {
		assertFound(Kind.UNANSWERED, List.of(A), new Invoked("a1", "1"));
	}

	@Test
	void noAnswerBecauseTheConnectionEnded() {
		HistoryReport report = check(List.of(A), new Invoked("a1", "1"), new Closed("a1", 1006, "reset"),
				new Connected("ann", "a2"));
		assertThat(report.violations()).isEmpty();
		assertThat(report.unanswered()).isOne();
		assertThat(report.closes()).isEqualTo(Map.of("1006 reset", 1));
	}

	@Test
	void twoAnswers() {
		assertFound(Kind.ANSWERED_TWICE, List.of(A), new Invoked("a1", "1"), new Completed("a1", "1", null),
				new Completed("a1", "1", "late"));
	}

	@Test
	void anAnswerOverTheNextConnection() {
		assertFound(Kind.UNASKED, List.of(A), new Invoked("a1", "1"), new Closed("a1", 1006, ""),
				new Connected("ann", "a2"), new Completed("a2", "1", null));
	}

	@Test
	void aClientThatIsNotConnected() {
		assertFound(Kind.CONNECTION, List.of(A), new Closed("a1", 1006, ""));
	}

	@Test
	void aClientThatHasStopped() {
		assertFine(List.of(A), new Stopped("ann"), new Closed("a1", 1000, ""));
	}

	@Test
	void aClientWithTwoConnections() {
		assertFound(Kind.CONNECTION, List.of(A), new Connected("ann", "a2"));
	}

	@Test
	void anIdThatIsGivenTwice() {
		assertFound(Kind.CONNECTION, List.of(A), new Connected("bob", "a1"));
	}

	@Test
	void aMemberThatIsForgotten() {
		assertFound(Kind.MEMBERSHIP, BOTH_IN_G, new Members("g", Set.of("a1")));
	}

	@Test
	void aMemberThatIsGone() {
		assertFound(Kind.MEMBERSHIP, BOTH_IN_G, new Closed("b1", 1006, ""), new Connected("bob", "b2"),
				new Members("g", Set.of("a1", "b1")));
	}

	@Test
	void aMemberThatNobodyKnows() {
		assertFound(Kind.MEMBERSHIP, BOTH_IN_G, new Members("g", Set.of("a1", "b1", "x1")));
	}

	@Test
	void aMemberWhoseJoinWasNotConfirmedMayCountOrNot() {
		List<HistoryEvent> asked = List.of(A, new Joining("a1", "g"));
		assertFine(asked, new Members("g", Set.of("a1")));
		assertFine(asked, new Members("g", Set.of()));
	}

	@Test
	void manyViolationsOfAKindAreCutShort() {
		HistoryEvent[] invented = IntStream.range(0, 1000)
			.mapToObj((i) -> received("b1", i))
			.toArray(HistoryEvent[]::new);
		assertThat(check(BOTH_IN_G, invented).violations()).hasSizeBetween(1, 100);
	}

	@Test
	void aHistoryThatMakesNoSense() {
		assertThatIllegalArgumentException().isThrownBy(() -> check(List.of(), new Closed("a1", 1000, "")));
		assertThatIllegalArgumentException().isThrownBy(() -> check(List.of(A), new Joined("a1", "g")));
		assertThatIllegalArgumentException().isThrownBy(() -> check(List.of(A), accepted(1)));
		assertThatIllegalArgumentException().isThrownBy(() -> check(List.of(A), sent(2), sent(1)));
	}

}
