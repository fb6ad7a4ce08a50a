/** What typing may do to the structure: nothing that loses a unit, and nothing at all while offline. */

import { Extension, type Editor } from "@tiptap/core";
import type { Node, ResolvedPos } from "@tiptap/pm/model";
import { Plugin, TextSelection, type EditorState, type Transaction } from "@tiptap/pm/state";
import { isChangeOrigin } from "@tiptap/extension-collaboration";

/** Set on a transaction by a command that means to add, move or remove units. */
export const MEANT = "units";

export interface StructureOptions {
  isOffline: () => boolean;
  onRefused: (reason: Reason) => void;
}

type Reason = "structure-offline" | "several-units" | "outside";

function blocks(doc: Node): string {
  const names: string[] = [];
  doc.descendants((node) => {
    if (node.isBlock) names.push(node.type.name);
    return !node.isTextblock;
  });
  return names.join(" ");
}

function uids(doc: Node, kind?: string): string[] {
  const found: string[] = [];
  doc.forEach((unit) => {
    if (!kind || unit.type.name === kind) found.push(String(unit.attrs["uid"]));
  });
  return found;
}

/** Whether the transaction would swallow a recommendation, or several paragraphs outside of one. */
function swallowsUnits(transaction: Transaction, state: EditorState): boolean {
  const kept = new Set(uids(transaction.doc));
  if (uids(state.doc, "recommendation").some((uid) => !kept.has(uid))) return true;
  return uids(state.doc).filter((uid) => !kept.has(uid)).length > 1;
}

function refusal(transaction: Transaction, state: EditorState, isOffline: boolean): Reason | null {
  if (!transaction.docChanged || isChangeOrigin(transaction)) return null;
  const isMeant = transaction.getMeta(MEANT) === true;
  if (!isMeant && swallowsUnits(transaction, state)) return "several-units";
  if (!isMeant && transaction.doc.childCount > state.doc.childCount && state.selection.$from.depth === 0) return "outside";
  // Two people who split the same paragraph without hearing of each other both keep its end: the words would stand twice.
  return isOffline && blocks(transaction.doc) !== blocks(state.doc) ? "structure-offline" : null;
}

function repaired(state: EditorState): Transaction | null {
  const { tr } = state;
  const { title, paragraph } = state.schema.nodes;
  if (!title || !paragraph) return null;
  state.doc.forEach((unit, offset) => {
    if (unit.type.name !== "recommendation") return;
    const start = tr.mapping.map(offset) + 1;
    const hasTitle = unit.firstChild?.type === title;
    if (!hasTitle) tr.insert(start, title.create());
    const hasParagraph = unit.children.some((child) => child.type === paragraph);
    if (!hasParagraph) tr.insert(tr.mapping.map(offset + unit.nodeSize - 1), paragraph.create());
  });
  return tr.docChanged ? tr : null;
}

function atStartOf($from: ResolvedPos, name: string): boolean {
  return $from.parent.type.name === name && $from.parentOffset === 0;
}

/** Enter in a title goes on to the text; a title is one line. */
function leaveTitle(editor: Editor): boolean {
  const { $from } = editor.state.selection;
  if ($from.parent.type.name !== "title") return false;
  const after = $from.after();
  const next = editor.state.doc.nodeAt(after);
  if (next?.type.name !== "paragraph") return true;
  return editor.commands.setTextSelection(after + 1);
}

/** Backspace at the beginning of the first paragraph goes to the title instead of pulling the paragraph into it. */
function keepApart(editor: Editor): boolean {
  const { selection, doc } = editor.state;
  if (!selection.empty) return false;
  const { $from } = selection;
  if (atStartOf($from, "title")) return true;
  if (!atStartOf($from, "paragraph")) return false;
  const before = doc.resolve($from.before()).nodeBefore;
  if (before?.type.name !== "title" || isRemovable($from)) return false;
  return editor.commands.setTextSelection($from.before() - 1);
}

function isRemovable($from: ResolvedPos): boolean {
  const unit = $from.node(-1);
  return $from.parent.content.size === 0 && unit.childCount > 2;
}

function keepTitleApart(editor: Editor): boolean {
  const { selection } = editor.state;
  const { $from } = selection;
  return selection.empty && $from.parent.type.name === "title" && $from.parentOffset === $from.parent.content.size;
}

/** The first Ctrl+A takes the recommendation, so that no keystroke can take the whole text. */
function selectUnit(editor: Editor): boolean {
  const { $from } = editor.state.selection;
  if ($from.depth === 0) return false;
  const from = editor.state.doc.resolve($from.start(1));
  const to = editor.state.doc.resolve($from.end(1));
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.between(from, to)));
  return true;
}

export const Structure = Extension.create<StructureOptions>({
  name: "structure",
  priority: 2000,
  addOptions: () => ({ isOffline: () => false, onRefused: () => undefined }),
  addKeyboardShortcuts() {
    return {
      Enter: () => leaveTitle(this.editor),
      "Shift-Enter": () => leaveTitle(this.editor) || this.editor.commands.splitBlock(),
      Backspace: () => keepApart(this.editor),
      Delete: () => keepTitleApart(this.editor),
      "Mod-a": () => selectUnit(this.editor),
    };
  },
  addProseMirrorPlugins() {
    const { isOffline, onRefused } = this.options;
    return [
      new Plugin({
        filterTransaction: (transaction, state) => {
          const reason = refusal(transaction, state, isOffline());
          if (reason) onRefused(reason);
          return reason === null;
        },
        appendTransaction: (transactions, before, state) => {
          const isOurs = transactions.some((one) => one.docChanged && !isChangeOrigin(one));
          // A repair of what others' changes add up to would be made once by every client.
          return isOurs && !before.doc.eq(state.doc) ? repaired(state) : null;
        },
      }),
    ];
  },
});
