// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import java.util.List;
import java.util.concurrent.CompletionStage;

import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.github.signalrelay.hub.HubContext;

/**
 * Reaches the hub from outside, the way that any part of an application would.
 */
@RestController
@CrossOrigin // scenarios run in pages, too
@RequestMapping("/outside")
class OutsideController {

	private final HubContext<TestClient> hub;

	private final HubContext<AnsweringClient> results;

	OutsideController(HubContext<TestClient> hub, HubContext<AnsweringClient> results) {
		this.hub = hub;
		this.results = results;
	}

	@PostMapping("/ask")
	CompletionStage<String> ask(@RequestParam String id) {
		return this.results.clients().client(id).original("outside", 1, List.of()).toFuture();
	}

	@PostMapping("/all")
	void all(@RequestParam String tag) {
		this.hub.clients().all().received(tag);
	}

	@PostMapping("/client")
	void client(@RequestParam String tag, @RequestParam String id) {
		this.hub.clients().client(id).received(tag);
	}

	@PostMapping("/user")
	void user(@RequestParam String tag, @RequestParam String user) {
		this.hub.clients().user(user).received(tag);
	}

	@PostMapping("/group")
	void group(@RequestParam String tag, @RequestParam String group) {
		this.hub.clients().group(group).received(tag);
	}

	@PostMapping("/join")
	CompletionStage<Void> join(@RequestParam String id, @RequestParam String group) {
		return this.hub.groups().add(id, group);
	}

	@PostMapping("/leave")
	CompletionStage<Void> leave(@RequestParam String id, @RequestParam String group) {
		return this.hub.groups().remove(id, group);
	}

}
