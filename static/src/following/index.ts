/** The page of everybody who reads a live text: no editor and no Yjs, only what has changed. */

import { io } from "socket.io-client";
import { follow } from "./follow";

const page = document.querySelector<HTMLElement>("[data-following]");
const container = document.getElementById("draft-units");
const status = document.getElementById("draft-status");

if (page && container && status) {
  const words = JSON.parse(document.getElementById("following-words")?.textContent ?? "{}") as Record<string, string>;
  const empty = document.getElementById("draft-empty");
  const count = (): void => {
    if (empty) empty.hidden = container.querySelector("[data-uid]") !== null;
  };
  follow({
    socket: io({ transports: ["websocket"], reconnectionDelayMax: 2_000 }),
    text: page.dataset["following"]!,
    container,
    onChange: count,
    onState: (state, sentence) => {
      status.textContent = sentence || (words[state] ?? "");
      status.dataset["state"] = state;
      page.dataset["ready"] = "";
    },
  });
}
