/** The state of the text in words, and what an author is told when the text can no longer be sent. */

import type { Editor } from "@tiptap/core";
import type { State, TextProvider } from "./provider";
import { phrase, type DraftData } from "./words";

export class Status {
  private passing: number | undefined;

  constructor(
    private readonly line: HTMLElement,
    private readonly notice: HTMLElement,
    private readonly data: DraftData,
  ) {}

  show(state: State): void {
    window.clearTimeout(this.passing);
    this.line.textContent = phrase(this.data, `state-${state}`);
    this.line.dataset["state"] = state;
  }

  /** A sentence about one keystroke that was not carried out; it leaves when the next thing happens. */
  mention(key: string, state: State): void {
    this.line.textContent = phrase(this.data, key);
    window.clearTimeout(this.passing);
    this.passing = window.setTimeout(() => this.show(state), 6_000);
  }

  closed(isClosed: boolean): void {
    if (!isClosed && this.notice.dataset["about"] !== "closed") return;
    this.notice.hidden = !isClosed;
    this.notice.dataset["about"] = "closed";
    this.say(phrase(this.data, "closed-title"), phrase(this.data, "closed-why"));
  }

  refused(provider: TextProvider, editor: Editor | null): void {
    const { code, sentence } = provider.refusal ?? { code: "refused", sentence: "" };
    const reason = sentence || (this.data.words[`refused-${code}`] ?? phrase(this.data, "refused-other"));
    this.notice.hidden = false;
    this.notice.dataset["about"] = "refused";
    this.say(phrase(this.data, "refused-title"), reason);
    this.notice.querySelector("div")?.append(this.actions(editor));
  }

  private say(title: string, reason: string): void {
    const place = this.notice.querySelector("div") ?? this.notice;
    const strong = document.createElement("strong");
    strong.textContent = title;
    const first = document.createElement("p");
    first.append(strong);
    const second = document.createElement("p");
    second.textContent = reason;
    place.replaceChildren(first, second);
  }

  private actions(editor: Editor | null): HTMLElement {
    const row = document.createElement("p");
    row.className = "actions";
    if (editor) row.append(this.button("copy-text", () => void this.copy(editor)));
    row.append(this.button("reload", () => window.location.reload()));
    return row;
  }

  private button(key: string, act: () => void): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-secondary";
    button.textContent = phrase(this.data, key);
    button.addEventListener("click", act);
    return button;
  }

  private async copy(editor: Editor): Promise<void> {
    const text = editor.getText({ blockSeparator: "\n\n" });
    try {
      await navigator.clipboard.writeText(text);
      this.line.textContent = phrase(this.data, "copied");
    } catch {
      // Without the permission, or without TLS: select it, so that the author's own Ctrl+C takes it.
      window.getSelection()?.selectAllChildren(editor.view.dom);
      this.line.textContent = phrase(this.data, "copy-yourself");
    }
  }
}
