// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.lang.reflect.Type;

/**
 * A result, item or argument with the type that it was declared with, which may say more
 * than the value does: the type of its elements, for example. Understood by the hub
 * protocols in the place of the value itself.
 *
 * @param value the value
 * @param type declared type of the value
 */
public record TypedValue(Object value, Type type) {

}
