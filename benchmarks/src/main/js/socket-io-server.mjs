// SPDX-License-Identifier: Apache-2.0
// socket.io on ws: events "echo" and "broadcast" come back under their names.
import { createServer } from "node:http";
import { Server } from "socket.io";
import { endWithParent, listening } from "./parent.mjs";

const http = createServer();
const io = new Server(http, {
	transports: ["websocket"],
	serveClient: false,
	perMessageDeflate: false,
	httpCompression: false
});
io.on("connection", (socket) => {
	socket.on("echo", (text) => socket.emit("echo", text));
	socket.on("broadcast", (text) => io.emit("broadcast", text));
});
http.listen({ host: "127.0.0.1", port: 0, backlog: 4096 }, () => listening(http.address().port));
endWithParent();
