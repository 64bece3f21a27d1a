// SPDX-License-Identifier: Apache-2.0
// ws in the plain dialect.
import { WebSocketServer } from "ws";
import { endWithParent, listening } from "./parent.mjs";

const BROADCAST = "b".charCodeAt(0);
const AS_TEXT = { binary: false };

const server = new WebSocketServer({ host: "127.0.0.1", port: 0, backlog: 4096, perMessageDeflate: false });
server.on("connection", (socket) => {
	socket.on("error", () => socket.terminate());
	socket.on("message", (data) => {
		if (data[0] === BROADCAST) {
			for (const client of server.clients) {
				client.send(data, AS_TEXT);
			}
		} else {
			socket.send(data, AS_TEXT);
		}
	});
});
server.on("listening", () => listening(server.address().port));
endWithParent();
