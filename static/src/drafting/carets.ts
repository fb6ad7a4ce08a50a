/** Where the others write: a thin caret with a name, which is shown while they move and then steps back. */

import { CollaborationCaret } from "@tiptap/extension-collaboration-caret";
import type { Extensions } from "@tiptap/core";
import type { TextProvider } from "./provider";
import type { DraftData } from "./words";

const NAME_SHOWN_FOR = 2_000;
/** Each has at least 4.5 : 1 against white letters, and stands out on paper and on dark ground. */
const COLOURS = ["#b3392f", "#1f6f8b", "#7a4fb5", "#2f7a45", "#94610f", "#b03a72", "#3f63c7", "#5f6b1c"];

function colourOf(id: string): string {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) >>> 0;
  return COLOURS[sum % COLOURS.length]!;
}

const timers = new Map<string, number>();

function move(client: string, isMoving: boolean): void {
  const carets = document.querySelectorAll(`.caret[data-client="${CSS.escape(client)}"]`);
  for (const caret of carets) caret.classList.toggle("is-moving", isMoving);
}

function show(client: string): void {
  move(client, true);
  window.clearTimeout(timers.get(client));
  timers.set(client, window.setTimeout(() => move(client, false), NAME_SHOWN_FOR));
}

function render(user: Record<string, unknown>): HTMLElement {
  const caret = document.createElement("span");
  caret.className = "caret is-moving";
  caret.dataset["client"] = String(user["client"]);
  caret.style.setProperty("--caret", String(user["color"]));
  // Shown by the style sheet: the name must never become part of the text, of a copy of it, or of a word count.
  caret.dataset["name"] = String(user["name"]).slice(0, 60);
  queueMicrotask(() => show(String(user["client"])));
  return caret;
}

export function caretExtensions(provider: TextProvider, data: DraftData): Extensions {
  const own = provider.awareness.clientID;
  const user = { name: data.person.name, color: colourOf(data.person.id), client: own };
  provider.awareness.on("change", (change: { added: number[]; updated: number[] }) => {
    for (const client of [...change.added, ...change.updated]) if (client !== own) show(String(client));
  });
  const selectionRender = (other: Record<string, unknown>) => ({
    class: "caret-selection",
    style: `--caret: ${String(other["color"])}`,
  });
  return [CollaborationCaret.configure({ provider, user, render, selectionRender })];
}

/** The names of everybody else in the text, for the line above it. */
export function others(provider: TextProvider): string[] {
  const names: string[] = [];
  for (const [client, state] of provider.awareness.getStates()) {
    const name: unknown = (state["user"] as { name?: unknown } | undefined)?.name;
    if (client !== provider.awareness.clientID && typeof name === "string") names.push(name.slice(0, 60));
  }
  return [...new Set(names)].sort();
}
