// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.history;

import java.util.List;
import java.util.Map;

/**
 * What a history comes to.
 *
 * @param violations what the promise rules out; each one found, up to a limit for each
 * kind
 * @param connections connections that there were
 * @param closes ends that clients saw, by what they were told
 * @param sent messages sent
 * @param accepted messages that senders were told would be delivered
 * @param received messages that arrived, each once for each receiver
 * @param invocations invocations that asked for an answer
 * @param failures errors that invocations were answered with, with their numbers
 * @param unanswered invocations without an answer, whose connection was closed
 */
public record HistoryReport(List<Violation> violations, int connections, Map<String, Integer> closes, int sent,
		int accepted, int received, int invocations, Map<String, Integer> failures, int unanswered) {

	/**
	 * Ends that clients saw.
	 * @return the number
	 */
	public int closed() {
		return this.closes.values().stream().mapToInt(Integer::intValue).sum();
	}

	/**
	 * The numbers in one line.
	 * @return a text for a log
	 */
	public String summary() {
		return this.connections + " connections, closed " + this.closes + "; " + this.sent + " messages, "
				+ this.accepted + " accepted, " + this.received + " received; " + this.invocations + " invocations, "
				+ this.failures + " failed, " + this.unanswered + " ended with their connection; "
				+ this.violations.size() + " violations";
	}

}
