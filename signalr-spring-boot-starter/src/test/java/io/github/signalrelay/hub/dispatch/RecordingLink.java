// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceMessage;

/**
 * A relay that writes down what an app server sends.
 */
final class RecordingLink implements ServiceLink {

	private final String id;

	final List<ServiceMessage> sent = new CopyOnWriteArrayList<>();

	final List<String> flow = new CopyOnWriteArrayList<>();

	volatile boolean writable = true;

	RecordingLink(String id) {
		this.id = id;
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public void send(ServiceMessage message) {
		this.sent.add(message);
	}

	@Override
	public boolean isWritable() {
		return this.writable;
	}

	@Override
	public void pauseInput(String connectionId) {
		this.flow.add("pause " + connectionId);
	}

	@Override
	public void resumeInput(String connectionId) {
		this.flow.add("resume " + connectionId);
	}

	@Override
	public void close() {
	}

}
