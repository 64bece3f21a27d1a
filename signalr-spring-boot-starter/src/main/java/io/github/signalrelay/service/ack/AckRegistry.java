// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.ack;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

import io.github.signalrelay.protocol.service.Ack;
import io.github.signalrelay.protocol.service.AckStatus;

/**
 * Answers that this app server waits for. There is one registry for each process, because
 * an ack may arrive over any service connection (service protocol reference, 3.5 and
 * A.2). An answer that does not come within the time to live counts as a timeout, found
 * by a sweep every 3 seconds. May be used by any thread.
 */
public final class AckRegistry implements AutoCloseable {

	/** Time that the service has to answer (service protocol reference, 6.1). */
	public static final Duration TIME_TO_LIVE = Duration.ofSeconds(10);

	private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(3);

	private final Scheduler scheduler;

	private final AtomicInteger lastId = new AtomicInteger();

	private final Map<Integer, PendingAck> pending = new ConcurrentHashMap<>();

	private final Disposable sweeper;

	/**
	 * Creates a registry.
	 * @param scheduler tells the time and runs the sweep
	 */
	public AckRegistry(Scheduler scheduler) {
		this.scheduler = scheduler;
		this.sweeper = scheduler.schedulePeriodically(this::sweep, SWEEP_INTERVAL.toMillis(), SWEEP_INTERVAL.toMillis(),
				TimeUnit.MILLISECONDS);
	}

	/**
	 * Starts to wait for an answer.
	 * @return id and future of the answer
	 */
	public PendingAck register() {
		PendingAck ack = new PendingAck(nextId(), new CompletableFuture<>(),
				this.scheduler.now(TimeUnit.MILLISECONDS) + TIME_TO_LIVE.toMillis());
		this.pending.put(ack.id(), ack);
		ack.result().whenComplete((done, failure) -> this.pending.remove(ack.id()));
		return ack;
	}

	/**
	 * An answer has come, over any connection.
	 * @param ack the answer
	 */
	public void complete(Ack ack) {
		PendingAck match = this.pending.get(ack.ackId());
		if (match == null) {
			return; // came too late
		}
		AckStatus status = AckStatus.of(ack.status());
		if (status == AckStatus.OK || status == AckStatus.NOT_FOUND) {
			match.result().complete(status == AckStatus.OK);
		}
		else if (status == AckStatus.TIMEOUT || status == AckStatus.INTERNAL_SERVER_ERROR) {
			match.result()
				.completeExceptionally(new TimeoutException(
						"The service answered ack " + ack.ackId() + " with status " + status + ". " + ack.message()));
		}
		else {
			match.result()
				.completeExceptionally(new IOException("The service refused ack " + ack.ackId() + " with status "
						+ ack.status() + ". " + ack.message()));
		}
	}

	/** Fails everything that still waits. */
	@Override
	public void close() {
		this.sweeper.dispose();
		this.pending.values()
			.forEach((ack) -> ack.result().completeExceptionally(new IOException("The application is stopping.")));
	}

	private int nextId() {
		int id = this.lastId.incrementAndGet();
		return (id != 0) ? id : this.lastId.incrementAndGet(); // 0 asks for no answer
	}

	private void sweep() {
		long now = this.scheduler.now(TimeUnit.MILLISECONDS);
		for (PendingAck ack : this.pending.values()) {
			if (ack.deadlineMillis() <= now) {
				ack.result()
					.completeExceptionally(new TimeoutException("No answer of the service to ack " + ack.id()
							+ " within " + TIME_TO_LIVE.toSeconds() + " seconds."));
			}
		}
	}

	/**
	 * An answer that is waited for.
	 *
	 * @param id number that the answer will carry, not 0
	 * @param result completes with {@code true} for done or yes, {@code false} for not
	 * found or no; whoever gives up fails it
	 * @param deadlineMillis time of the scheduler at which it counts as a timeout
	 */
	public record PendingAck(int id, CompletableFuture<Boolean> result, long deadlineMillis) {
	}

}
