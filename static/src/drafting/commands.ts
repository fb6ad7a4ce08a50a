/** What the buttons do: each is one transaction on the document. */

import type { Editor } from "@tiptap/core";
import { Fragment, type Node } from "@tiptap/pm/model";
import { NodeSelection, TextSelection, type Transaction } from "@tiptap/pm/state";
import { OUTSIDE } from "./schema";
import { MEANT } from "./structure";

interface UnitAt {
  node: Node;
  position: number;
  index: number;
}

/** The unit in which the cursor stands. */
export function currentUnit(editor: Editor): UnitAt | null {
  const { $from } = editor.state.selection;
  const isUnit = editor.state.selection instanceof NodeSelection && $from.depth === 0;
  if ($from.depth === 0 && !isUnit) return null;
  const index = $from.index(0);
  const node = editor.state.doc.maybeChild(index);
  return node ? { node, position: $from.posAtIndex(index, 0), index } : null;
}

export function isOperative(node: Node): boolean {
  return node.type.name === "recommendation";
}

export function addresseesOf(node: Node): string[] {
  try {
    const codes: unknown = JSON.parse(String(node.attrs["addressees"]));
    return Array.isArray(codes) ? codes.map(String) : [];
  } catch {
    return [];
  }
}

function newUnit(editor: Editor, kind: string): Node | null {
  const { nodes } = editor.schema;
  if (OUTSIDE.includes(kind)) return nodes[kind]?.create() ?? null;
  const parts = [nodes["title"]?.create(), nodes["paragraph"]?.create()].filter((part) => part !== undefined);
  return nodes["recommendation"]?.create({ kind }, parts) ?? null;
}

/** The focus comes first: ProseMirror scrolls only to a selection in the editor that has it. */
function dispatch(editor: Editor, transaction: Transaction): void {
  editor.view.focus();
  editor.view.dispatch(transaction);
}

/** Put a unit after the present one, or at the end, and the cursor into it. */
export function insertUnit(editor: Editor, unit: Node): void {
  const present = currentUnit(editor);
  const at = present ? present.position + present.node.nodeSize : editor.state.doc.content.size;
  const { tr } = editor.state;
  tr.insert(at, unit).setMeta(MEANT, true);
  tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1))).scrollIntoView();
  dispatch(editor, tr);
}

export function addUnit(editor: Editor, kind: string): void {
  const unit = newUnit(editor, kind);
  if (unit) insertUnit(editor, unit);
}

export function canMove(editor: Editor, by: -1 | 1): boolean {
  const unit = currentUnit(editor);
  const target = unit ? unit.index + by : -1;
  return target >= 0 && target < editor.state.doc.childCount;
}

/**
 * Exchange the present unit with its neighbour by moving the neighbour: the unit in which people are typing stays the
 * same Yjs element, so what they type at this moment is kept.
 */
export function moveUnit(editor: Editor, by: -1 | 1): void {
  const unit = currentUnit(editor);
  if (!unit || !canMove(editor, by)) return;
  const { tr, doc } = editor.state;
  const neighbour = doc.child(unit.index + by);
  const end = unit.position + unit.node.nodeSize;
  if (by < 0) tr.delete(unit.position - neighbour.nodeSize, unit.position).insert(end - neighbour.nodeSize, neighbour);
  else tr.delete(end, end + neighbour.nodeSize).insert(unit.position, neighbour);
  dispatch(editor, tr.setMeta(MEANT, true).scrollIntoView());
}

export function deleteUnit(editor: Editor): void {
  const unit = currentUnit(editor);
  if (!unit) return;
  const { tr } = editor.state;
  tr.delete(unit.position, unit.position + unit.node.nodeSize).setMeta(MEANT, true);
  if (tr.doc.content.size) tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(unit.position, tr.doc.content.size)), -1));
  dispatch(editor, tr);
}

/** Write the addressees of a unit named by its uid: the cursor may meanwhile stand elsewhere. */
export function setAddressees(editor: Editor, uid: string, codes: string[]): void {
  editor.state.doc.forEach((node, position) => {
    if (node.attrs["uid"] !== uid) return;
    editor.view.dispatch(editor.state.tr.setNodeAttribute(position, "addressees", JSON.stringify(codes)));
  });
}

/** An empty counterpart with the same uids, so that the two language versions stay aligned. */
export function counterpart(editor: Editor, form: CounterpartForm): Node | null {
  const { nodes } = editor.schema;
  if (OUTSIDE.includes(form.kind)) return nodes[form.kind]?.create({ uid: form.uid }) ?? null;
  const title = nodes["title"]?.create();
  const paragraphs = form.paragraphs.map((uid) => nodes["paragraph"]?.create({ uid }));
  const parts = [title, ...paragraphs].filter((part) => part !== undefined);
  const attributes = { uid: form.uid, kind: form.kind, addressees: JSON.stringify(form.addressees) };
  return nodes["recommendation"]?.create(attributes, Fragment.from(parts)) ?? null;
}

interface CounterpartForm {
  uid: string;
  kind: string;
  addressees: string[];
  paragraphs: string[];
}

export function footnoteAt(editor: Editor): { position: number; text: string } | null {
  const { selection } = editor.state;
  if (!(selection instanceof NodeSelection) || selection.node.type.name !== "footnote") return null;
  return { position: selection.from, text: String(selection.node.attrs["text"]) };
}

export function putFootnote(editor: Editor, text: string): void {
  const present = footnoteAt(editor);
  const { tr, schema, selection } = editor.state;
  if (present && text) tr.setNodeAttribute(present.position, "text", text);
  else if (present) tr.delete(present.position, present.position + 1);
  else if (text) tr.insert(selection.to, schema.nodes["footnote"]!.create({ text }));
  dispatch(editor, tr.scrollIntoView());
}

/** The words of a unit, without its footnotes. */
export function wordCount(node: Node): number {
  const words = node.textBetween(0, node.content.size, " ").match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu);
  return words?.length ?? 0;
}
