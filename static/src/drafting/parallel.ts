/** The other language beside the text: each unit next to its counterpart, and what one of them lacks is said. */

import type { Editor } from "@tiptap/core";
import type { Socket } from "socket.io-client";
import { follow, writeHeads } from "../following/follow";
import { counterpart, insertUnit } from "./commands";
import { REDRAW, type Beside } from "./numbering";
import { phrase, type DraftData } from "./words";

const GAP = 16;

export class Parallel implements Beside {
  private frame = 0;
  private editor: Editor | null = null;

  constructor(
    private readonly container: HTMLElement,
    private readonly data: DraftData,
  ) {}

  hasCounterpart = (uid: string): boolean => this.unit(uid) !== null;

  leading = (): string[] => {
    const operative = this.container.querySelectorAll<HTMLElement>(":scope > .unit-operative");
    const order = [...operative].map((unit) => unit.dataset["uid"]!);
    return this.data.parallel?.leads ? order : [];
  };

  /** Start to follow the other language, and to keep both in line. */
  begin(editor: Editor, socket: Socket, text: string): void {
    this.editor = editor;
    follow({ socket, text, container: this.container, onChange: () => this.changed() });
    editor.on("update", this.arrange);
    new ResizeObserver(this.arrange).observe(editor.view.dom);
    this.container.addEventListener("click", this.onClick);
    this.changed();
  }

  private changed(): void {
    const editor = this.editor;
    if (!editor) return;
    writeHeads(this.container, this.data);
    editor.view.dispatch(editor.state.tr.setMeta(REDRAW, true).setMeta("addToHistory", false));
    this.arrange();
  }

  private unit(uid: string): HTMLElement | null {
    return this.container.querySelector<HTMLElement>(`:scope > [data-uid="${CSS.escape(uid)}"]`);
  }

  private arrange = (): void => {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.place());
  };

  private place(): void {
    const editor = this.editor;
    if (!editor || editor.isDestroyed) return;
    const isBeside = getComputedStyle(this.container).position === "relative";
    const origin = this.container.getBoundingClientRect().top;
    let free = 0;
    for (const unit of this.container.querySelectorAll<HTMLElement>(":scope > [data-uid]")) {
      const twin = editor.view.dom.querySelector<HTMLElement>(`:scope > [data-uid="${CSS.escape(unit.dataset["uid"]!)}"]`);
      this.offer(unit, twin === null);
      if (!isBeside) {
        unit.style.removeProperty("top");
        continue;
      }
      const wanted = twin ? twin.getBoundingClientRect().top - origin : free;
      const top = Math.max(wanted, free);
      unit.style.top = `${top}px`;
      free = top + unit.offsetHeight + GAP;
    }
    if (isBeside) this.container.style.minBlockSize = `${free}px`;
    else this.container.style.removeProperty("min-block-size");
  }

  /** A unit that the edited version lacks can be added to it with the same uids, empty, to be translated. */
  private offer(unit: HTMLElement, isMissing: boolean): void {
    const present = unit.querySelector(":scope > .missing-here");
    if (!isMissing) present?.remove();
    if (!isMissing || present) return;
    const line = document.createElement("p");
    line.className = "missing-here";
    line.lang = document.documentElement.lang;
    line.append(phrase(this.data, "missing-here"), " ");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet";
    button.textContent = phrase(this.data, "add-counterpart");
    line.append(button);
    unit.prepend(line);
  }

  private onClick = (event: Event): void => {
    const button = (event.target as Element).closest(".missing-here button");
    const unit = button?.closest<HTMLElement>("[data-uid]");
    const editor = this.editor;
    if (!unit || !editor?.isEditable) return;
    const paragraphs = [...unit.querySelectorAll<HTMLElement>("[data-paragraph]")].map((one) => one.dataset["paragraph"]!);
    const addressees = (unit.dataset["addressees"] ?? "").split(" ").filter(Boolean);
    const form = { uid: unit.dataset["uid"]!, kind: unit.dataset["kind"] ?? "recommendation", addressees, paragraphs };
    const node = counterpart(editor, form);
    if (node) this.insertAfterPrevious(editor, unit, () => insertUnit(editor, node));
  };

  /** The counterpart goes where the other version has it: after the twin of the unit before. */
  private insertAfterPrevious(editor: Editor, unit: HTMLElement, insert: () => void): void {
    const before = new Set<string>();
    for (let other = unit.previousElementSibling; other; other = other.previousElementSibling) {
      const uid = (other as HTMLElement).dataset["uid"];
      if (uid) before.add(uid);
    }
    let end: number | null = null;
    editor.state.doc.forEach((node, offset) => {
      if (before.has(String(node.attrs["uid"]))) end = offset + node.nodeSize - 1;
    });
    if (end !== null) editor.commands.setTextSelection(end);
    insert();
  }
}
