// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.claims;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBufUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.protocol.service.Claim;

/**
 * How much the claims of all hubs may take, in all and for one client. Any thread may use
 * it.
 */
public final class ClaimsBudget {

	private static final Logger logger = LoggerFactory.getLogger(ClaimsBudget.class);

	/**
	 * What one client's claims, and each claim, count beside their texts. It limits their
	 * number as well.
	 */
	private static final int OVERHEAD = 64;

	private static final long LOG_INTERVAL = TimeUnit.MINUTES.toNanos(1);

	private final long limit;

	private final int entryLimit;

	private final LongSupplier nanoTime;

	private final AtomicLong used = new AtomicLong();

	private final Counter tooLarge;

	private final Counter full;

	/** From when on the log may tell again. */
	private final AtomicLong nextLog;

	/**
	 * Creates a budget of which nothing is used.
	 * @param limit bytes for the claims of all clients
	 * @param entryLimit bytes for those of one client
	 * @param nanoTime monotonic time in nanoseconds
	 * @param registry where meters are found
	 */
	public ClaimsBudget(long limit, int entryLimit, LongSupplier nanoTime, MeterRegistry registry) {
		this.limit = limit;
		this.entryLimit = entryLimit;
		this.nanoTime = nanoTime;
		this.nextLog = new AtomicLong(nanoTime.getAsLong());
		this.tooLarge = dropped("too_large", registry);
		this.full = dropped("full", registry);
		Gauge.builder("signalr.relay.claims.stored", this.used, AtomicLong::get)
			.baseUnit("bytes")
			.description("Claims of clients that are kept because they do not fit into tokens")
			.register(registry);
	}

	private static Counter dropped(String reason, MeterRegistry registry) {
		return Counter.builder("signalr.relay.claims.dropped")
			.description("Clients whose claims could not be kept, so that they will be refused")
			.tag("reason", reason)
			.register(registry);
	}

	/** Bytes that claims count, those of their id included. */
	static long sizeOf(String id, List<Claim> claims) {
		long size = OVERHEAD + ByteBufUtil.utf8Bytes(id);
		for (Claim claim : claims) {
			size += OVERHEAD + ByteBufUtil.utf8Bytes(claim.type()) + ByteBufUtil.utf8Bytes(claim.value());
		}
		return size;
	}

	/**
	 * Takes the room for the claims of one client.
	 * @return whether they may be kept; if not, that is counted and told
	 */
	boolean take(long bytes) {
		if (bytes > this.entryLimit) {
			drop(this.tooLarge, "they are larger than signalr.relay.limits.stored-claims-per-client-size");
			return false;
		}
		if (this.used.addAndGet(bytes) > this.limit) {
			this.used.addAndGet(-bytes);
			drop(this.full, "signalr.relay.limits.stored-claims-size is used up");
			return false;
		}
		return true;
	}

	void giveBack(long bytes) {
		this.used.addAndGet(-bytes);
	}

	private void drop(Counter counter, String why) {
		counter.increment();
		long now = this.nanoTime.getAsLong();
		long next = this.nextLog.get();
		if (now - next >= 0 && this.nextLog.compareAndSet(next, now + LOG_INTERVAL)) {
			logger.warn("Claims that an app server sent for a client are not kept, and the client will be refused: {}."
					+ " Told once a minute; signalr.relay.claims.dropped counts them.", why);
		}
	}

}
