/** Numbers, kinds and addressees as real text beside each recommendation, computed from where it stands. */

import { Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { part } from "../following/follow";
import { addresseesOf, isOperative } from "./commands";
import { phrase, type DraftData } from "./words";

export const REDRAW = "numbering-redraw";

interface NumberingOptions {
  data: DraftData | null;
  beside: Beside | null;
}

/** The version in the other language. */
export interface Beside {
  hasCounterpart: (uid: string) => boolean;
  /** The uids of its recommendations, if its order decides the numbers; else none. */
  leading: () => string[];
}

/** The number of each recommendation by its position: "2.1", "2.2", the same in all languages. */
export function numbers(doc: Node, theme: number, beside: Beside | null): Map<number, string> {
  const order = new Set(beside?.leading());
  doc.forEach((unit) => void (isOperative(unit) && order.add(String(unit.attrs["uid"]))));
  const places = new Map([...order].map((uid, index) => [uid, `${theme}.${index + 1}`]));
  const found = new Map<number, string>();
  doc.forEach((unit, offset) => void (isOperative(unit) && found.set(offset, places.get(String(unit.attrs["uid"]))!)));
  return found;
}

function isMissing(options: NumberingOptions, unit: Node): boolean {
  return options.beside !== null && !options.beside.hasCounterpart(String(unit.attrs["uid"]));
}

function label(options: NumberingOptions, unit: Node, number: string): HTMLElement {
  const data = options.data!;
  const head = document.createElement("div");
  head.className = "unit-head";
  head.contentEditable = "false";
  head.dir = "auto";
  head.lang = document.documentElement.lang;
  if (number) head.append(part("unit-number", number), " ");
  if (isOperative(unit)) {
    const names = addresseesOf(unit).map((code) => data.addressees[code] ?? code);
    head.append(part("unit-kind", phrase(data, `kind-${String(unit.attrs["kind"])}`)));
    const sentence = names.length ? phrase(data, "addressed", { names: names.join(", ") }) : phrase(data, "addressed-nobody");
    head.append(" ", part("unit-addressees", sentence));
  }
  if (isMissing(options, unit)) {
    head.append(" ", part("unit-missing", phrase(data, "missing-there", { name: data.parallel?.name ?? "" })));
  }
  return head;
}

function decorate(doc: Node, options: NumberingOptions): DecorationSet {
  const found: Decoration[] = [];
  const numbered = numbers(doc, options.data!.number, options.beside);
  doc.forEach((unit, offset) => {
    const uid = String(unit.attrs["uid"]);
    const number = numbered.get(offset) ?? "";
    const isAlone = isMissing(options, unit);
    if (!isOperative(unit) && !isAlone) return;
    const key = [uid, number, unit.attrs["kind"], unit.attrs["addressees"], isAlone].join("|");
    const at = isOperative(unit) ? offset + 1 : offset;
    found.push(Decoration.widget(at, () => label(options, unit, number), { side: -1, key, ignoreSelection: true }));
  });
  return DecorationSet.create(doc, [...found, ...placeholders(doc, options.data!), ...notes(doc, options.data!)]);
}

/** What belongs into an empty title, and into the only paragraph of a recommendation while it is empty. */
function placeholders(doc: Node, data: DraftData): Decoration[] {
  const found: Decoration[] = [];
  doc.forEach((unit, offset) => {
    if (!isOperative(unit)) return;
    unit.forEach((block, inner) => {
      const isWanted = block.content.size === 0 && (block.type.name === "title" || unit.childCount === 2);
      if (!isWanted) return;
      const words = phrase(data, `placeholder-${block.type.name}`);
      const from = offset + 1 + inner;
      found.push(Decoration.node(from, from + block.nodeSize, { "data-placeholder": words }));
    });
  });
  return found;
}

function notes(doc: Node, data: DraftData): Decoration[] {
  const found: Decoration[] = [];
  doc.descendants((node, position) => {
    if (node.type.name !== "footnote") return;
    const number = found.length + 1;
    const spoken = phrase(data, "footnote-spoken", { number, text: String(node.attrs["text"]) });
    const attributes = { "data-number": String(number), role: "note", "aria-label": spoken, title: String(node.attrs["text"]) };
    found.push(Decoration.node(position, position + 1, attributes));
  });
  return found;
}

const key = new PluginKey<DecorationSet>("numbering");

export const Numbering = Extension.create<NumberingOptions>({
  name: "numbering",
  addOptions: () => ({ data: null, beside: null }),
  addProseMirrorPlugins() {
    const { options } = this;
    return [
      new Plugin({
        key,
        state: {
          init: (_config, state) => decorate(state.doc, options),
          apply: (transaction, before) =>
            transaction.docChanged || transaction.getMeta(REDRAW) ? decorate(transaction.doc, options) : before,
        },
        props: { decorations: (state) => key.getState(state) },
      }),
    ];
  },
});
