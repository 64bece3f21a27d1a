// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.docs.orders;

record Table(String name) {

}
