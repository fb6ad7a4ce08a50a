/** The floor in Node: every message goes to the other sockets, nothing else happens. */

import { WebSocketServer } from "ws";

const server = new WebSocketServer({ host: "127.0.0.1", port: Number(process.argv[2]), perMessageDeflate: false });
server.on("connection", (socket) => {
  socket.on("message", (data) => {
    for (const other of server.clients) if (other !== socket) other.send(data, { binary: false });
  });
});
