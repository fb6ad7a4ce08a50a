/**
 * Keeps the author's caret between the same two letters while others write in the same paragraph.
 *
 * The binding (y-tiptap 3.0.9) takes every change of the caret's paragraph for a structural one and puts the caret back
 * by its offset: each letter that a colleague typed before it would move it one letter away from its word.
 */

import { Extension } from "@tiptap/core";
import { isChangeOrigin } from "@tiptap/extension-collaboration";
import type { Node } from "@tiptap/pm/model";
import { Plugin, TextSelection, type EditorState, type Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { absolutePositionToRelativePosition, relativePositionToAbsolutePosition, ySyncPluginKey } from "@tiptap/y-tiptap";
import type * as Y from "yjs";

interface Place {
  anchor: Y.RelativePosition;
  head: Y.RelativePosition;
  paragraph: string;
}

interface OwnCaretOptions {
  doc: Y.Doc | null;
  /** The origin of the transactions that bring others' changes. */
  origin: unknown;
}

/** Names the textblock around a position, so that a caret is never carried into another one. */
function paragraphAt(doc: Node, position: number): string {
  const $position = doc.resolve(position);
  const uids = Array.from({ length: $position.depth }, (_, depth) => String($position.node(depth + 1).attrs["uid"] ?? ""));
  return $position.parent.inlineContent ? [$position.parent.type.name, ...uids].join("/") : "";
}

function placeOf(state: EditorState): Place | null {
  const { binding, type } = ySyncPluginKey.getState(state);
  const { selection } = state;
  const paragraph = paragraphAt(state.doc, selection.head);
  if (!(selection instanceof TextSelection) || paragraph !== paragraphAt(state.doc, selection.anchor)) return null;
  const relative = (position: number): Y.RelativePosition =>
    absolutePositionToRelativePosition(position, type, binding.mapping) as Y.RelativePosition;
  return paragraph ? { anchor: relative(selection.anchor), head: relative(selection.head), paragraph } : null;
}

function restored(state: EditorState, place: Place): Transaction | null {
  const { binding, type, doc } = ySyncPluginKey.getState(state);
  const anchor = relativePositionToAbsolutePosition(doc, type, place.anchor, binding.mapping);
  const head = relativePositionToAbsolutePosition(doc, type, place.head, binding.mapping);
  if (anchor === null || head === null || Math.max(anchor, head) > state.doc.content.size) return null;
  const isThere = [anchor, head].every((position) => paragraphAt(state.doc, position) === place.paragraph);
  if (!isThere || (anchor === state.selection.anchor && head === state.selection.head)) return null;
  const { tr } = state;
  tr.setSelection(TextSelection.create(state.doc, anchor, head));
  return tr.setMeta("addToHistory", false).setMeta(ySyncPluginKey, { isChangeOrigin: true });
}

export const OwnCaret = Extension.create<OwnCaretOptions>({
  name: "ownCaret",
  addOptions: () => ({ doc: null, origin: null }),
  addProseMirrorPlugins() {
    const { doc, origin } = this.options;
    let place: Place | null = null;
    const watch = (view: EditorView) => {
      const keep = (transaction: Y.Transaction): void => {
        if (transaction.origin === origin) place = placeOf(view.state);
      };
      const forget = (): void => void (place = null);
      doc?.on("beforeTransaction", keep);
      doc?.on("afterAllTransactions", forget);
      return {
        destroy: () => {
          doc?.off("beforeTransaction", keep);
          doc?.off("afterAllTransactions", forget);
        },
      };
    };
    return [
      new Plugin({
        view: watch,
        appendTransaction: (transactions, _before, state) =>
          place && transactions.some((one) => one.docChanged && isChangeOrigin(one)) ? restored(state, place) : null,
      }),
    ];
  },
});
