// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

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
		System.gc();
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

}
