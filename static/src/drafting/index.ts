/** The drafting page: joins the live text, then puts the editor where the server had written the text. */

import type { Editor } from "@tiptap/core";
import * as Y from "yjs";
import { connection } from "./socket";
import "./drafting.css";
import { others } from "./carets";
import { Dialogs } from "./dialogs";
import { createEditor } from "./editor";
import { Panel } from "./panel";
import { Parallel } from "./parallel";
import { TextProvider } from "./provider";
import { Status } from "./status";
import { Toolbar } from "./toolbar";
import { phrase, readData } from "./words";

function byId(id: string): HTMLElement {
  return document.getElementById(id)!;
}

function start(page: HTMLElement): void {
  const data = readData();
  const status = new Status(byId("draft-status"), byId("draft-notice"), data);
  const socket = connection();
  const doc = new Y.Doc();
  const provider = new TextProvider(socket, data.text, doc);
  const beside = document.getElementById("draft-parallel");
  const parallel = beside && data.parallel ? new Parallel(beside, data) : null;
  let editor: Editor | null = null;
  let toolbar: Toolbar | null = null;
  let panel: Panel | null = null;

  const adapt = (): void => {
    const isEditable = !["closed", "refused", "connecting"].includes(provider.state);
    status.show(provider.state);
    if (provider.state === "refused") status.refused(provider, editor);
    else status.closed(provider.state === "closed");
    if (editor && editor.isEditable !== isEditable) editor.setEditable(isEditable, false);
    toolbar?.update();
    panel?.update();
    page.dataset["state"] = provider.state;
  };

  const open = (): void => {
    const element = byId("draft-text");
    const structure = {
      isOffline: () => provider.state === "offline",
      onRefused: (reason: string) => status.mention(reason, provider.state),
    };
    editor = createEditor({ element, data, doc, provider, structure, beside: parallel });
    toolbar = new Toolbar(byId("draft-toolbar"), editor, new Dialogs(editor, data));
    panel = new Panel(byId("unit-panel"), editor, data, parallel);
    if (parallel && data.parallel) parallel.begin(editor, socket, data.parallel.text);
    const empty = (): void => void (byId("draft-empty").hidden = editor!.state.doc.childCount > 0);
    editor.on("transaction", empty);
    empty();
    adapt();
    page.dataset["ready"] = "";
  };

  provider.on("state", adapt);
  provider.once("synced", open);
  provider.on("reload", () => window.location.reload());
  provider.awareness.on("change", () => {
    const names = others(provider);
    byId("draft-others").textContent = names.length ? phrase(data, "also-here", { names: names.join(", ") }) : "";
  });
  window.addEventListener("online", () => socket.connected || socket.connect());
  window.addEventListener("beforeunload", (event) => {
    if (provider.hasUnsaved && provider.state !== "refused") event.preventDefault();
  });
  adapt();
}

const page = document.querySelector<HTMLElement>("[data-drafting]");
if (page) start(page);
