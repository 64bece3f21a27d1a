// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.runtime;

import java.util.concurrent.CancellationException;
import java.util.function.Predicate;

import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.HubExceptionNameResolver;
import io.github.signalrelay.protocol.hub.HubProtocolException;

/**
 * Texts that clients see when something fails. They are those of the original, letter by
 * letter: clients compare them (hub protocol reference, sections 2, 8 and 13).
 *
 * @param detailed whether the exception's name and message are shown
 * @param names gives exceptions their names
 * @param refusals tells exceptions that refuse the caller from others
 */
public record ErrorTexts(boolean detailed, HubExceptionNameResolver names, Predicate<Throwable> refusals) {

	private static final String MOVED = "the client moves to another server, because this one stops.";

	/**
	 * A handshake has failed.
	 * @param error why
	 * @return text for the client
	 */
	public String handshakeFailed(Throwable error) {
		return withDetail("An unexpected error occurred during connection handshake.", error);
	}

	/**
	 * There is no such method.
	 * @param target name that the client has sent
	 * @return text for the client
	 */
	public String unknownMethod(String target) {
		return "Failed to invoke '" + target + "' due to an error on the server. HubException: Method does not exist.";
	}

	/**
	 * The arguments do not fit.
	 * @param target name of the method
	 * @param error why
	 * @return text for the client
	 */
	public String bindingFailed(String target, Throwable error) {
		return withDetail("Failed to invoke '" + target + "' due to an error on the server.", error);
	}

	/**
	 * A method that does not stream was asked for a stream.
	 * @param target name of the method
	 * @return text for the client
	 */
	public String notStreaming(String target) {
		return "The client attempted to invoke the non-streaming '" + target + "' method with a streaming invocation.";
	}

	/**
	 * A streaming method was asked for a result.
	 * @param target name of the method
	 * @return text for the client
	 */
	public String notInvocable(String target) {
		return "The client attempted to invoke the streaming '" + target + "' method with a non-streaming invocation.";
	}

	/**
	 * A stream has the id of another one.
	 * @param invocationId the id
	 * @return text for the client
	 */
	public String invocationIdInUse(String invocationId) {
		return "Invocation ID '" + invocationId + "' is already in use.";
	}

	/**
	 * A streaming method has returned {@code null}.
	 * @param method name of the method in the code
	 * @return text for the client
	 */
	public String noStreamReturned(String method) {
		return "The value returned by the streaming method '" + method
				+ "' is not a ChannelReader<> or IAsyncEnumerable<>.";
	}

	/**
	 * A stream has failed.
	 * @param target name of the method
	 * @param error why
	 * @return text for the client
	 */
	public String streamFailed(String target, Throwable error) {
		if (isRefusal(error)) {
			return unauthorized(target);
		}
		return withDetail("An error occurred on the server while streaming results.", error);
	}

	/**
	 * An uploaded item does not fit.
	 * @param error why
	 * @return text for the client
	 */
	public String itemBindingFailed(Throwable error) {
		return withDetail("Failed to bind Stream message.", error);
	}

	/**
	 * A call has too many or too few upload streams.
	 * @param target name of the method
	 * @param sent number of streams that the client has announced
	 * @param expected number that the method takes
	 * @return text for the client
	 */
	public String streamCount(String target, int sent, int expected) {
		return invocationFailed(target,
				new HubException("Client sent " + sent + " stream(s), Hub method expects " + expected + "."));
	}

	/**
	 * A call has failed.
	 * @param target name of the method
	 * @param error why
	 * @return text for the client
	 */
	public String invocationFailed(String target, Throwable error) {
		if (isRefusal(error)) {
			return unauthorized(target);
		}
		return withDetail("An unexpected error occurred invoking '" + target + "' on the server.", error);
	}

	/** Without a full stop, and without detail in any case. */
	private static String unauthorized(String target) {
		return "Failed to invoke '" + target + "' because user is unauthorized";
	}

	/**
	 * A stream has ended because its client moves to another server.
	 * @param target name of the method
	 * @return text for the client
	 */
	public String movedStream(String target) {
		return "The stream of '" + target + "' was ended: " + MOVED;
	}

	/**
	 * A call was not waited for because its client moves to another server.
	 * @param target name of the method
	 * @return text for the client
	 */
	public String movedCall(String target) {
		return "The result of '" + target + "' was not waited for: " + MOVED;
	}

	/**
	 * A call was not made because its client moves to another server.
	 * @param target name of the method
	 * @return text for the client
	 */
	public String notCalled(String target) {
		return "'" + target + "' was not called: " + MOVED;
	}

	/**
	 * An upload has ended because its client moves to another server.
	 * @return text for hub code and the client
	 */
	public String movedUpload() {
		return "The upload was ended: " + MOVED;
	}

	/**
	 * Whether an exception says that the caller must not call a method.
	 * @param error the exception
	 * @return {@code true} for a refusal
	 */
	public boolean isRefusal(Throwable error) {
		return this.refusals.test(error);
	}

	/**
	 * A connection has ended with an error.
	 * @param error why
	 * @return text for the client
	 */
	public String connectionFailed(Throwable error) {
		return withDetail("Connection closed with an error.", error);
	}

	private String withDetail(String sentence, Throwable error) {
		if (!this.detailed && !(error instanceof HubException)) {
			return sentence;
		}
		return sentence + " " + name(error) + ": " + error.getMessage();
	}

	private String name(Throwable error) {
		String name = this.names.resolveName(error);
		return (name != null) ? name : defaultName(error);
	}

	/** The two that this library throws itself carry the name that clients know. */
	private static String defaultName(Throwable error) {
		if (error instanceof HubProtocolException) {
			return "InvalidDataException";
		}
		if (error instanceof CancellationException) {
			return "OperationCanceledException";
		}
		return error.getClass().getSimpleName();
	}

}
