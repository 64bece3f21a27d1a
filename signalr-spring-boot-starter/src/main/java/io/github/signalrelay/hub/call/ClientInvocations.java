// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.call;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.binding.CallContext;
import io.github.signalrelay.hub.client.CurrentFlow.Flow;
import io.github.signalrelay.hub.definition.HubMethodDefinition;
import io.github.signalrelay.hub.definition.ReturnStyle;
import io.github.signalrelay.hub.observation.CallObservation;
import io.github.signalrelay.hub.runtime.ErrorTexts;
import io.github.signalrelay.hub.runtime.HubRuntime;
import io.github.signalrelay.hub.stream.UploadStream;

/**
 * Order of the calls that one client makes. As many run at the same time as the hub's
 * options allow; one more may wait, and then the client's messages behind it wait too
 * (hub protocol reference, section 7). Calls with streams in either direction are not
 * counted. Owned by the serial queue of the connection.
 */
public final class ClientInvocations {

	private static final Logger logger = LoggerFactory.getLogger(ClientInvocations.class);

	private final HubRuntime hub;

	private final CallContext context;

	private final CallHost host;

	private final InvocationSlots slots;

	private final ClientUploads uploads;

	private final ClientStreams streams;

	private final ClientCalls calls;

	private final ErrorTexts texts;

	private @Nullable IncomingCall waiting;

	/** Whether the client moves to another server, and will not wait for calls. */
	private boolean left;

	/**
	 * Creates the calls of a client.
	 * @param hub what the clients of the hub share
	 * @param context what surrounds all of its calls
	 * @param flow its flow
	 * @param queue serial queue of its connection
	 * @param host its connection
	 */
	public ClientInvocations(HubRuntime hub, CallContext context, Flow flow, Executor queue, CallHost host) {
		this.hub = hub;
		this.context = context;
		this.host = host;
		this.texts = hub.texts();
		this.slots = new InvocationSlots(hub.options().maximumParallelInvocationsPerClient(), this::startWaiting);
		this.uploads = new ClientUploads(hub.options().streamBufferCapacity(), hub.texts(), queue, host::proceed);
		this.streams = new ClientStreams(hub, flow, queue, host, this.uploads);
		this.calls = new ClientCalls(hub, flow, queue, host, this.uploads, this.slots);
	}

	ClientUploads uploads() {
		return this.uploads;
	}

	/**
	 * The client wants no more of a stream or a call.
	 * @param invocationId its id
	 */
	void cancel(String invocationId) {
		if (!this.streams.cancel(invocationId) && !this.calls.cancel(invocationId)) {
			logger.debug("Ignored the cancel of a call that is not under way");
		}
	}

	/** Nobody is left to receive anything. */
	public void end() {
		this.streams.end();
		this.calls.end();
	}

	/** The connection has ended: what the client still uploads is missed. */
	public void endUploads() {
		this.uploads.end();
	}

	/**
	 * Whether every call was answered, and every stream has ended.
	 * @return {@code true} when nothing runs
	 */
	public boolean isIdle() {
		return this.waiting == null && this.streams.isIdle() && this.calls.isIdle();
	}

	/** The client moves to another server, where its streams do not go on. */
	public void endStreams() {
		this.streams.leave();
		this.uploads.end(new HubException(this.texts.movedUpload()));
	}

	/**
	 * The client moves to another server now: all calls are answered with an error. Those
	 * that run go on without an answer. From now on calls are refused; those that want no
	 * answer are made at once.
	 */
	public void leave() {
		if (!this.left) {
			this.left = true;
			endStreams();
			this.calls.leave();
			this.slots.open();
		}
	}

	/** Takes back {@link #leave}. */
	public void stay() {
		this.left = false;
		this.slots.restore();
	}

	/**
	 * The client was asked for a result, by code that holds no place among its calls.
	 * @param change 1 when it is asked, -1 when that has an end
	 */
	public void answersExpected(int change) {
		this.slots.answersExpected(change);
	}

	/**
	 * Whether a call waits, so that no further message may be read.
	 * @return {@code true} until a running call ends
	 */
	boolean isBlocked() {
		return this.waiting != null;
	}

	/**
	 * Starts a call, now or when another has ended.
	 * @param call the call
	 */
	void accept(IncomingCall call) {
		if (call.takesSlot() && !this.slots.isFree()) {
			this.waiting = call;
		}
		else {
			start(call);
		}
	}

	private void startWaiting() {
		IncomingCall next = this.waiting;
		this.waiting = null;
		if (next != null && this.host.isOpen()) {
			start(next);
		}
		this.host.proceed();
	}

	/**
	 * A call is not let in, since no method or not this one can take it.
	 * @param method the method, or {@code null} when there is none of its name
	 */
	void refused(@Nullable HubMethodDefinition method) {
		String name = (method != null) ? method.name() : null;
		boolean streaming = method != null && method.streaming();
		observe(name, streaming, Map.of()).refused(null);
	}

	private CallObservation observe(@Nullable String method, boolean streaming, Map<String, String> headers) {
		return this.hub.environment()
			.observations()
			.invocation(this.hub.definition().name(), method, streaming, this.context.caller(), headers);
	}

	private void start(IncomingCall call) {
		CallObservation observation = observe(call.method().name(), call.streaming(), call.headers());
		String refusal = refusal(call);
		if (refusal != null) {
			observation.refused(null);
			this.host.reply(call.failure(refusal));
			return;
		}
		List<UploadStream> uploaded;
		try {
			uploaded = this.uploads.open(call.streamIds(), call.method().uploadTypes());
		}
		catch (HubException ex) {
			observation.refused(ex);
			this.host.reply(call.failure(this.texts.invocationFailed(call.method().name(), ex)));
			return;
		}
		CallCancellation cancellation = new CallCancellation();
		if (this.context.caller().isAborted()) { // what it had sent before still counts
			cancellation.cancel();
		}
		CallContext callContext = this.context.forCall(items(call.method(), uploaded), cancellation, observation);
		String id = call.invocationId();
		if (call.streaming() && id != null) {
			this.streams.start(call, id, callContext, cancellation, uploaded);
		}
		else {
			this.calls.start(call, callContext, cancellation, uploaded);
		}
	}

	private @Nullable String refusal(IncomingCall call) {
		String refusal = call.refusal(this.texts);
		String id = call.invocationId();
		if (this.left && (id != null || !call.streamIds().isEmpty())) {
			return this.texts.notCalled(call.method().name());
		}
		if (refusal == null && call.streaming() && this.streams.isActive(id)) {
			return this.texts.invocationIdInUse(String.valueOf(id));
		}
		return refusal;
	}

	/**
	 * A method that may block may also do so while it handles an item, so that must not
	 * happen where the item came in; nor may it wait for a thread of the executor, all of
	 * which may be waiting for items.
	 */
	private static List<Flux<Object>> items(HubMethodDefinition method, List<UploadStream> uploaded) {
		if (uploaded.isEmpty()) {
			return List.of();
		}
		boolean blocking = method.returnStyle() == ReturnStyle.BLOCKING;
		return uploaded.stream()
			.map(UploadStream::items)
			.map((items) -> blocking ? items.publishOn(Schedulers.boundedElastic(), 1) : items)
			.toList();
	}

}
