/** The page's one connection: every entry that imports this module shares it. */
import { io, type Socket } from "socket.io-client";

let shared: Socket | undefined;

/** The connection, opened on first use; it reconnects by itself. */
export function connection(): Socket {
  shared ??= io({
    transports: ["websocket"],
    reconnectionDelay: 300,
    reconnectionDelayMax: 4000,
    // 800 phones lose the same Wi-Fi at once; they must not come back in the same instant.
    randomizationFactor: 0.8,
  });
  return shared;
}
