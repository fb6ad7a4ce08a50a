/** The editor on one Yjs document, made only after the server's text has arrived. */

import { Editor } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { Selection } from "@tiptap/pm/state";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import * as Y from "yjs";
import { caretExtensions } from "./carets";
import { Numbering, type Beside } from "./numbering";
import { OwnCaret } from "./own_caret";
import { Paste } from "./paste";
import type { TextProvider } from "./provider";
import { schemaExtensions } from "./schema";
import { Structure, type StructureOptions } from "./structure";
import { phrase, type DraftData } from "./words";

const ROOT = "prosemirror";
const COVERED = { top: 160, bottom: 90, left: 0, right: 0 };

interface EditorParts {
  element: HTMLElement;
  data: DraftData;
  doc: Y.Doc;
  provider: TextProvider;
  structure: StructureOptions;
  beside: Beside | null;
}

/** Whether everything in a piece of the document was written in this window. */
function isOwn(type: Y.AbstractType<unknown>, client: number): boolean {
  for (let item = type._start; item; item = item.right) {
    if (item.deleted) continue;
    if (item.id.client !== client) return false;
    if (item.content instanceof Y.ContentType && !isOwn(item.content.type as Y.AbstractType<unknown>, client)) return false;
  }
  return true;
}

/** Undo takes back one's own changes only: never a paragraph of mine in which somebody else has since written. */
function undoManager(fragment: Y.XmlFragment, client: number): Y.UndoManager {
  return new Y.UndoManager(fragment, {
    trackedOrigins: new Set([ySyncPluginKey]),
    captureTransaction: (transaction) => transaction.meta.get("addToHistory") !== false,
    deleteFilter: (item) => {
      if (!(item.content instanceof Y.ContentType)) return true;
      return isOwn(item.content.type as Y.AbstractType<unknown>, client);
    },
  });
}

export function createEditor({ element, data, doc, provider, structure, beside }: EditorParts): Editor {
  const fragment = doc.getXmlFragment(ROOT);
  element.replaceChildren();
  const editor = new Editor({
    element,
    injectCSS: false,
    extensions: [
      ...schemaExtensions(),
      Structure.configure(structure),
      Paste,
      Numbering.configure({ data, beside }),
      Collaboration.configure({
        fragment,
        provider,
        yUndoOptions: { undoManager: undoManager(fragment, doc.clientID) },
      }),
      OwnCaret.configure({ doc, origin: provider }),
      ...caretExtensions(provider, data),
    ],
    editorProps: {
      // The bar above and, on phones, the navigation below cover the text.
      scrollThreshold: COVERED,
      scrollMargin: COVERED,
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": phrase(data, "editor-label"),
        "aria-describedby": "draft-keys",
        lang: data.language,
        dir: "auto",
        spellcheck: "true",
        class: "draft-editor political-text",
      },
    },
  });
  editor.view.dispatch(editor.state.tr.setSelection(Selection.atStart(editor.state.doc)));
  return editor;
}
