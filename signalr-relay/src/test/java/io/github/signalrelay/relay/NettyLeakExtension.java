// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails a test class behind which Netty reported a leaked buffer. Applies to all test
 * classes of the module, by JUnit's extension detection.
 */
public final class NettyLeakExtension implements BeforeAllCallback, AfterAllCallback {

	private static final long LIMIT = 10_000;

	private static final ListAppender<ILoggingEvent> reports = new ListAppender<>();

	@Override
	public synchronized void beforeAll(ExtensionContext context) {
		if (!reports.isStarted()) {
			reports.start();
			((Logger) LoggerFactory.getLogger(ResourceLeakDetector.class)).addAppender(reports);
		}
	}

	@Override
	public void afterAll(ExtensionContext context) {
		collectGarbage();
		for (int count = 0; count < 8; count++) {
			// The detector looks for leaks when something new is tracked
			ByteBufAllocator.DEFAULT.directBuffer(16).release();
			ByteBufAllocator.DEFAULT.heapBuffer(16).release();
		}
		List<String> leaks = reports.list.stream()
			.map(ILoggingEvent::getFormattedMessage)
			.filter((message) -> message.contains("LEAK:"))
			.toList();
		reports.list.clear();
		if (!leaks.isEmpty()) {
			throw new AssertionError(leaks.size() + " leaks, the first of them: " + leaks.get(0));
		}
	}

	/** Comes back when the references to what was collected have been handed out. */
	private static void collectGarbage() {
		ReferenceQueue<Object> queue = new ReferenceQueue<>();
		for (int count = 0; count < 2; count++) {
			WeakReference<Object> mark = new WeakReference<>(new Object(), queue);
			System.gc();
			try {
				if (queue.remove(LIMIT) != mark) {
					throw new AssertionError("The garbage collector does not collect");
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
