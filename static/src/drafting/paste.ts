/** Pasting keeps paragraphs, strong, emphasis, links and footnotes, and drops the rest. */

import { Extension } from "@tiptap/core";
import { Fragment, Slice, type Node, type NodeType } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { MEANT } from "./structure";

function textblocks(content: Fragment): Node[] {
  const found: Node[] = [];
  content.descendants((node) => {
    if (node.isTextblock) found.push(node);
    return !node.isTextblock;
  });
  return found;
}

/** The pasted paragraphs as paragraphs of the kind in which the cursor stands. */
function fitted(slice: Slice, target: NodeType): Slice {
  const found = textblocks(slice.content);
  if (found.length === 0) return slice;
  const contents = found.map((block) => target.create(null, block.content));
  return new Slice(Fragment.from(contents), 1, 1);
}

function pasteIntoTitle(view: EditorView, slice: Slice): void {
  const words = slice.content.textBetween(0, slice.content.size, " ").replace(/\s+/g, " ");
  view.dispatch(view.state.tr.insertText(words).scrollIntoView());
}

function isWholeUnits(slice: Slice): boolean {
  const isOperative = slice.content.firstChild?.type.name === "recommendation";
  return isOperative && (slice.openStart === 0 || slice.content.childCount > 1);
}

/** Whole recommendations become new ones after the present one, never parts of it. */
function pasteAfter(view: EditorView, slice: Slice): void {
  const { tr, selection } = view.state;
  const units = slice.content.content.filter((unit) => unit.type.name === "recommendation");
  const at = selection.$to.depth > 0 ? selection.$to.after(1) : view.state.doc.content.size;
  view.dispatch(tr.insert(at, units).setMeta(MEANT, true).scrollIntoView());
}

function paste(view: EditorView, slice: Slice): boolean {
  const { $from } = view.state.selection;
  if (isWholeUnits(slice)) pasteAfter(view, slice);
  else if ($from.parent.type.name === "title") pasteIntoTitle(view, slice);
  else if ($from.parent.isTextblock)
    view.dispatch(view.state.tr.replaceSelection(fitted(slice, $from.parent.type)).scrollIntoView());
  return true;
}

export const Paste = Extension.create({
  name: "hemicyclePaste",
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handlePaste: (view, _event, slice) => paste(view, slice),
        // Dragging text with the mouse loses it too easily; moving is done by buttons.
        handleDrop: () => true,
      },
    }),
  ],
});
