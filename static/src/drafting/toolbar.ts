/** The toolbar: one stop of the Tab key, arrows inside, Alt+F10 to come here and Escape to go back to the text. */

import type { Editor } from "@tiptap/core";
import { addUnit, canMove, currentUnit, moveUnit } from "./commands";
import type { Dialogs } from "./dialogs";

interface Command {
  run: (editor: Editor, dialogs: Dialogs) => void;
  isPossible?: (editor: Editor) => boolean;
  isPressed?: (editor: Editor) => boolean;
}

const inTitle = (editor: Editor): boolean => editor.state.selection.$from.parent.type.name === "title";
const inText = (editor: Editor): boolean => editor.state.selection.$from.parent.isTextblock && !inTitle(editor);

const adding = (kind: string): Command => ({ run: (editor) => addUnit(editor, kind) });
const marking = (name: string): Command => ({
  run: (editor) => editor.chain().focus().toggleMark(name).run(),
  isPossible: inText,
  isPressed: (editor) => editor.isActive(name),
});
const moving = (by: -1 | 1): Command => ({
  run: (editor) => moveUnit(editor, by),
  isPossible: (editor) => canMove(editor, by),
});

const COMMANDS: Record<string, Command> = {
  "add-recommendation": adding("recommendation"),
  "add-commitment": adding("commitment"),
  "add-passage": adding("passage"),
  "add-citation": adding("citation"),
  "add-recital": adding("recital"),
  strong: marking("strong"),
  em: marking("em"),
  link: {
    run: (_editor, dialogs) => dialogs.editLink(),
    isPossible: (editor) => inText(editor) && (!editor.state.selection.empty || editor.isActive("link")),
    isPressed: (editor) => editor.isActive("link"),
  },
  footnote: {
    run: (_editor, dialogs) => dialogs.editFootnote(),
    isPossible: (editor) => inText(editor) || editor.isActive("footnote"),
    isPressed: (editor) => editor.isActive("footnote"),
  },
  undo: { run: (editor) => editor.chain().undo().focus().run(), isPossible: (editor) => editor.can().undo() },
  redo: { run: (editor) => editor.chain().redo().focus().run(), isPossible: (editor) => editor.can().redo() },
  "move-up": moving(-1),
  "move-down": moving(1),
  delete: { run: (_editor, dialogs) => dialogs.confirmDelete(), isPossible: (editor) => currentUnit(editor) !== null },
};

export class Toolbar {
  private readonly buttons: HTMLButtonElement[];

  constructor(
    private readonly element: HTMLElement,
    private readonly editor: Editor,
    private readonly dialogs: Dialogs,
  ) {
    this.buttons = [...element.querySelectorAll<HTMLButtonElement>("button[data-command]")];
    for (const button of this.buttons) button.addEventListener("click", () => this.run(button));
    element.addEventListener("keydown", this.onKey);
    element.addEventListener("focusin", (event) => this.stopAt(event.target as HTMLButtonElement));
    editor.view.dom.addEventListener("keydown", this.onTextKey);
    editor.on("transaction", this.update);
    this.stopAt(this.buttons[0]!);
    this.update();
  }

  update = (): void => {
    this.element.hidden = !this.editor.isEditable;
    for (const button of this.buttons) {
      const command = COMMANDS[button.dataset["command"] ?? ""];
      const isPossible = this.editor.isEditable && (command?.isPossible?.(this.editor) ?? true);
      // aria-disabled, not disabled: a button that vanished from the keyboard's order would take the focus with it.
      button.setAttribute("aria-disabled", String(!isPossible));
      if (command?.isPressed) button.setAttribute("aria-pressed", String(command.isPressed(this.editor)));
    }
  };

  private run(button: HTMLButtonElement): void {
    if (button.getAttribute("aria-disabled") === "true") return;
    COMMANDS[button.dataset["command"] ?? ""]?.run(this.editor, this.dialogs);
  }

  private stopAt(chosen: HTMLButtonElement): void {
    for (const button of this.buttons) button.tabIndex = button === chosen ? 0 : -1;
  }

  private focus(index: number): void {
    const button = this.buttons[(index + this.buttons.length) % this.buttons.length];
    button?.focus();
    button?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  private onKey = (event: KeyboardEvent): void => {
    const present = this.buttons.indexOf(document.activeElement as HTMLButtonElement);
    const isMirrored = getComputedStyle(this.element).direction === "rtl";
    const forward = isMirrored ? "ArrowLeft" : "ArrowRight";
    const back = isMirrored ? "ArrowRight" : "ArrowLeft";
    if (event.key === forward) this.focus(present + 1);
    else if (event.key === back) this.focus(present - 1);
    else if (event.key === "Home") this.focus(0);
    else if (event.key === "End") this.focus(this.buttons.length - 1);
    else if (event.key === "Escape") this.editor.commands.focus();
    else return;
    event.preventDefault();
  };

  private onTextKey = (event: KeyboardEvent): void => {
    if (!event.altKey || event.key !== "F10") return;
    event.preventDefault();
    this.buttons.find((button) => button.tabIndex === 0)?.focus();
  };
}
