// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

/** What the hub of the example needs for its clients. */
class Scores {

}
