/** The editor's own connection: live texts are binary, which the thin line of reading pages does not carry. */
import { io, type Socket } from "socket.io-client";

/** A connection that reconnects by itself. */
export function connection(): Socket {
  return io({
    transports: ["websocket"],
    reconnectionDelay: 300,
    reconnectionDelayMax: 4000,
    // A room of rapporteurs loses the same Wi-Fi at once; they must not come back in the same instant.
    randomizationFactor: 0.8,
  });
}
