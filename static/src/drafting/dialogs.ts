/** Small questions about the text: the address of a link, the words of a footnote, whether a unit may go. */

import type { Editor } from "@tiptap/core";
import { currentUnit, deleteUnit, footnoteAt, putFootnote } from "./commands";
import { isWebAddress } from "./schema";
import { phrase, type DraftData } from "./words";

function dialog(id: string): HTMLDialogElement {
  return document.getElementById(id) as HTMLDialogElement;
}

export class Dialogs {
  private readonly link = dialog("link-dialog");
  private readonly footnote = dialog("footnote-dialog");
  private readonly removal = dialog("delete-dialog");

  constructor(
    private readonly editor: Editor,
    private readonly data: DraftData,
  ) {
    for (const one of [this.link, this.footnote, this.removal]) {
      one.querySelector("[data-cancel]")?.addEventListener("click", () => one.close());
      one.addEventListener("close", () => this.editor.commands.focus());
    }
    this.link.querySelector("form")?.addEventListener("submit", this.saveLink);
    this.footnote.querySelector("form")?.addEventListener("submit", this.saveFootnote);
    this.removal.querySelector("form")?.addEventListener("submit", this.remove);
    editor.view.dom.addEventListener("dblclick", this.onDoubleClick);
    editor.view.dom.addEventListener("keydown", this.onKey);
  }

  editLink = (): void => {
    const field = this.field(this.link);
    field.value = String(this.editor.getAttributes("link")["href"] ?? "");
    this.showError("");
    this.link.showModal();
    field.select();
  };

  editFootnote = (): void => {
    const field = this.field(this.footnote);
    field.value = footnoteAt(this.editor)?.text ?? "";
    this.footnote.showModal();
    field.focus();
  };

  confirmDelete = (): void => {
    const unit = currentUnit(this.editor);
    if (!unit) return;
    const words = unit.node.textBetween(0, unit.node.content.size, " ").trim();
    this.removal.querySelector("[data-excerpt]")!.textContent = words ? `${words.slice(0, 160)}${words.length > 160 ? "…" : ""}` : "";
    this.removal.showModal();
  };

  private field(owner: HTMLDialogElement): HTMLInputElement | HTMLTextAreaElement {
    return owner.querySelector<HTMLInputElement | HTMLTextAreaElement>("input, textarea")!;
  }

  private showError(sentence: string): void {
    const place = this.link.querySelector<HTMLElement>("[data-error]")!;
    place.textContent = sentence;
    place.hidden = sentence === "";
    this.field(this.link).setAttribute("aria-invalid", String(sentence !== ""));
  }

  private saveLink = (event: Event): void => {
    event.preventDefault();
    const typed = this.field(this.link).value.trim();
    const address = typed && !/^[a-z]+:/i.test(typed) ? `https://${typed}` : typed;
    if (address && !isWebAddress(address)) {
      this.showError(phrase(this.data, "link-wrong"));
      return;
    }
    this.link.close();
    const chain = this.editor.chain().focus().extendMarkRange("link");
    if (address) chain.setMark("link", { href: address }).run();
    else chain.unsetMark("link").run();
  };

  private saveFootnote = (event: Event): void => {
    event.preventDefault();
    const text = this.field(this.footnote).value.replace(/\s+/g, " ").trim();
    this.footnote.close();
    putFootnote(this.editor, text);
  };

  private remove = (event: Event): void => {
    event.preventDefault();
    this.removal.close();
    deleteUnit(this.editor);
  };

  private onDoubleClick = (): void => {
    if (this.editor.isEditable && footnoteAt(this.editor)) this.editFootnote();
  };

  private onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !this.editor.isEditable || !footnoteAt(this.editor)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.editFootnote();
  };
}
