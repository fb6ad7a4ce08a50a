/** About the recommendation in which the cursor stands: its number, its length, and whom it addresses. */

import type { Editor } from "@tiptap/core";
import { addresseesOf, currentUnit, isOperative, setAddressees, wordCount } from "./commands";
import { numbers, type Beside } from "./numbering";
import { counted, phrase, type DraftData } from "./words";

export class Panel {
  private uid: string | null = null;
  private readonly boxes: HTMLInputElement[];
  private readonly name: HTMLElement;
  private readonly length: HTMLElement;
  private readonly gauge: HTMLMeterElement;

  constructor(
    private readonly element: HTMLElement,
    private readonly editor: Editor,
    private readonly data: DraftData,
    private readonly beside: Beside | null,
  ) {
    this.boxes = [...element.querySelectorAll<HTMLInputElement>("input[type=checkbox]")];
    this.name = element.querySelector("[data-unit-name]")!;
    this.length = element.querySelector("[data-length]")!;
    this.gauge = element.querySelector("meter")!;
    for (const box of this.boxes) box.addEventListener("change", this.onChange);
    editor.on("transaction", this.update);
    this.update();
  }

  update = (): void => {
    const unit = currentUnit(this.editor);
    const isShown = this.editor.isEditable && unit !== null && isOperative(unit.node);
    this.element.hidden = !isShown;
    this.uid = isShown ? String(unit.node.attrs["uid"]) : null;
    if (!isShown) return;
    const number = numbers(this.editor.state.doc, this.data.number, this.beside).get(unit.position) ?? "";
    this.name.textContent = `${phrase(this.data, `kind-${String(unit.node.attrs["kind"])}`)} ${number}`;
    this.measure(wordCount(unit.node));
    const chosen = addresseesOf(unit.node);
    for (const box of this.boxes) box.checked = chosen.includes(box.value);
  };

  private measure(words: number): void {
    const isLong = words > this.gauge.high;
    this.gauge.value = words;
    this.length.textContent = counted(this.data, isLong ? "words-long" : "words", words);
    this.element.classList.toggle("is-long", isLong);
  }

  private onChange = (): void => {
    if (this.uid === null || !this.editor.isEditable) return;
    const chosen = this.boxes.filter((box) => box.checked).map((box) => box.value);
    setAddressees(this.editor, this.uid, chosen);
  };
}
