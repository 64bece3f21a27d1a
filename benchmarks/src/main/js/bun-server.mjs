// SPDX-License-Identifier: Apache-2.0
// B: µWebSockets as Bun has it, in the plain dialect. Broadcasts go through its own topics.
import { endWithParent, listening } from "./parent.mjs";

const BROADCAST = "b";
const ALL = "all";

const server = Bun.serve({
	hostname: "127.0.0.1",
	port: 0,
	fetch(request, server) {
		return server.upgrade(request) ? undefined : new Response("WebSocket only", { status: 426 });
	},
	websocket: {
		idleTimeout: 0,
		perMessageDeflate: false,
		open(socket) {
			socket.subscribe(ALL);
		},
		message(socket, text) {
			if (text[0] === BROADCAST) {
				server.publish(ALL, text);
			} else {
				socket.send(text);
			}
		}
	}
});
endWithParent();
listening(server.port);
