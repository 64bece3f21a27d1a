// SPDX-License-Identifier: Apache-2.0

/**
 * The chat on Spring MVC and Tomcat; the relay listens on a port of its own.
 */
@NullMarked
package io.github.signalrelay.samples.chatmvc;

import org.jspecify.annotations.NullMarked;
