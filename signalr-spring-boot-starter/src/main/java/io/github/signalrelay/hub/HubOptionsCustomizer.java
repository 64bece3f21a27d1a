// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

/**
 * Changes the options of one or all hubs. Declare beans to use them: they run in order at
 * start, once for each hub, after the properties {@code signalr.hub.*} and
 * {@code signalr.hubs.<name>.*} were read.
 *
 * <pre>
 * &#64;Bean
 * HubOptionsCustomizer bigMessages() {
 *     return (hub, options) -&gt; hub.equals("files")
 *             ? options.withMaximumReceiveMessageSize(DataSize.ofMegabytes(1)) : options;
 * }
 * </pre>
 */
@FunctionalInterface
public interface HubOptionsCustomizer {

	/**
	 * Options of a hub.
	 * @param hub name of the hub, as {@link Hub#value()} has it
	 * @param options options so far
	 * @return the options, changed or not
	 */
	HubOptions customize(String hub, HubOptions options);

}
