// SPDX-License-Identifier: Apache-2.0

/**
 * An application whose one hub passes numbered messages on, for clients that compare what
 * they receive with what was sent while something fails. {@code ChatterProgram} runs it
 * in a process of its own.
 */
package io.github.signalrelay.tests.chatter;
