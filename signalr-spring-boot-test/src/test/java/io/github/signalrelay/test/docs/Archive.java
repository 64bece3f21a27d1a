// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.docs;

import java.util.List;

import org.springframework.stereotype.Component;

@Component
class Archive {

	List<String> of(String room) {
		return List.of("Welcome to " + room);
	}

}
