/** The page of everybody who reads a live text: no editor and no Yjs, only what has changed. */

import { connection } from "../live/socket";
import "../drafting/frame.css";
import "../drafting/text.css";
import { follow, writeHeads, type ReaderData } from "./follow";

const page = document.querySelector<HTMLElement>("[data-following]");
const container = document.getElementById("draft-units");
const status = document.getElementById("draft-status");

if (page && container && status) {
  const data = JSON.parse(document.getElementById("following-data")?.textContent ?? "{}") as ReaderData;
  const empty = document.getElementById("draft-empty");
  const renew = (): void => {
    writeHeads(container, data);
    if (empty) empty.hidden = container.querySelector("[data-uid]") !== null;
  };
  follow({
    socket: connection(),
    text: data.text,
    container,
    onChange: renew,
    onState: (state, sentence) => {
      status.textContent = sentence || (data.words[state] ?? "");
      status.dataset["state"] = state;
      page.dataset["ready"] = "";
    },
  });
}
