/** Pasting keeps headings as recommendations, paragraphs, strong, emphasis, links and footnotes, and drops the rest. */

import { Extension } from "@tiptap/core";
import { Fragment, Slice, type Node, type NodeType } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { isForeign, ownHtml } from "./foreign";
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

function isUnit(node: Node): boolean {
  return node.type.spec.group === "unit";
}

/** Whether recommendations come as a whole: a part of one, cut out of this editor, is text like any other. */
function hasWholeUnits({ content, openStart }: Slice): boolean {
  const operative = content.content.filter((node) => node.type.name === "recommendation");
  const isCut = content.firstChild?.type.name === "recommendation" && openStart > 0;
  return operative.length > (isCut && content.childCount === 1 ? 1 : 0);
}

/** Loose paragraphs before the recommendations; outside of any, each becomes a passage. */
function loose(slice: Slice): Node[] {
  const units = slice.content.content.findIndex(isUnit);
  return slice.content.content.slice(0, units < 0 ? undefined : units);
}

/** Whole recommendations become new ones after the present one, never parts of it. */
function pasteUnits(view: EditorView, slice: Slice): void {
  const { tr, selection, schema } = view.state;
  const before = loose(slice);
  const units = slice.content.content.slice(before.length).filter(isUnit);
  const isInText = selection.$from.parent.isTextblock && selection.$from.parent.type.name !== "title";
  if (before.length && isInText)
    tr.replaceSelection(fitted(new Slice(Fragment.from(before), 0, 0), selection.$from.parent.type));
  else units.unshift(...textblocks(Fragment.from(before)).map((block) => schema.nodes["passage"]!.create(null, block.content)));
  const { $to } = tr.selection;
  tr.insert($to.depth > 0 ? $to.after(1) : tr.doc.content.size, units);
  view.dispatch(tr.setMeta(MEANT, true).scrollIntoView());
}

function paste(view: EditorView, slice: Slice): boolean {
  const { $from } = view.state.selection;
  if (slice.size === 0) return true;
  if (hasWholeUnits(slice) || $from.depth === 0) pasteUnits(view, slice);
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
        transformPastedHTML: (html) => (isForeign(html) ? ownHtml(html) : html),
        handlePaste: (view, _event, slice) => paste(view, slice),
        // Dragging text with the mouse loses it too easily; moving is done by buttons.
        handleDrop: () => true,
      },
    }),
  ],
});
