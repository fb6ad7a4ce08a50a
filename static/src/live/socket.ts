/** The page's one connection: every entry that imports this module shares it. */
import { Line } from "./line";

let shared: Line | undefined;

/** The connection, opened on first use; it reconnects by itself. */
export function connection(): Line {
  const origin = location.origin.replace(/^http/, "ws");
  shared ??= new Line(`${origin}/socket.io/?EIO=4&transport=websocket`);
  return shared;
}
