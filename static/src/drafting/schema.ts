/**
 * The text's schema. It forbids less than the assembly does: a node that does not fit is deleted by the binding in
 * every client, so two changes that are fine alone must never add up to a node that the schema rejects.
 */

import { Mark, Node, mergeAttributes, type Extensions } from "@tiptap/core";
import { UniqueID } from "@tiptap/extension-unique-id";
import type { DOMOutputSpec } from "@tiptap/pm/model";

export const OUTSIDE = ["passage", "citation", "recital"];
const WITH_UID = ["recommendation", "paragraph", ...OUTSIDE];

const Document = Node.create({ name: "doc", topNode: true, content: "unit*" });

const Text = Node.create({ name: "text", group: "inline" });

const Recommendation = Node.create({
  name: "recommendation",
  group: "unit",
  // The paragraph first: what Enter makes at the end of one is the first kind that may stand there.
  content: "(paragraph | title)*",
  isolating: true,
  defining: true,
  addAttributes() {
    return {
      kind: { default: "recommendation", parseHTML: (element) => element.dataset["kind"] ?? "recommendation" },
      addressees: { default: "[]", parseHTML: (element) => element.dataset["addressees"] ?? "[]" },
    };
  },
  parseHTML: () => [{ tag: "section[data-kind]" }],
  renderHTML: ({ node, HTMLAttributes }): DOMOutputSpec => [
    "section",
    {
      class: "unit unit-operative",
      "data-uid": HTMLAttributes["data-uid"],
      "data-kind": node.attrs["kind"],
      "data-addressees": node.attrs["addressees"],
    },
    0,
  ],
});

const Title = Node.create({
  name: "title",
  content: "text*",
  marks: "",
  defining: true,
  parseHTML: () => [{ tag: "h2.unit-title", priority: 70 }],
  renderHTML: (): DOMOutputSpec => ["h2", { class: "unit-title", dir: "auto" }, 0],
});

const Paragraph = Node.create({
  name: "paragraph",
  content: "inline*",
  priority: 1000,
  parseHTML: () => ["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "div"].map((tag) => ({ tag })),
  renderHTML: ({ HTMLAttributes }): DOMOutputSpec => ["p", mergeAttributes(HTMLAttributes, { dir: "auto" }), 0],
});

const outside = (name: string): Node =>
  Node.create({
    name,
    group: "unit",
    content: "inline*",
    parseHTML: () => [{ tag: `p[data-unit=${name}]`, priority: 60 }],
    renderHTML: ({ HTMLAttributes }): DOMOutputSpec => [
      "p",
      mergeAttributes(HTMLAttributes, { class: `unit unit-${name}`, "data-unit": name, dir: "auto" }),
      0,
    ],
  });

const Footnote = Node.create({
  name: "footnote",
  group: "inline",
  inline: true,
  atom: true,
  selectable: true,
  addAttributes: () => ({
    text: { default: "", parseHTML: (element: HTMLElement) => element.dataset["footnote"] ?? "", rendered: false },
  }),
  parseHTML: () => [{ tag: "sup[data-footnote]" }],
  renderHTML: ({ node }): DOMOutputSpec => ["sup", { class: "footnote-mark", "data-footnote": node.attrs["text"] }],
  renderText: () => "",
});

const mark = (name: string, tags: string[], key: string): Mark =>
  Mark.create({
    name,
    parseHTML: () => tags.map((tag) => ({ tag })),
    renderHTML: (): DOMOutputSpec => [name, 0],
    addKeyboardShortcuts() {
      return { [key]: () => this.editor.commands.toggleMark(name) };
    },
  });

const Link = Mark.create({
  name: "link",
  inclusive: false,
  priority: 1000,
  addAttributes: () => ({ href: { default: "" } }),
  parseHTML: () => [{ tag: "a[href]", getAttrs: (element) => isWebAddress(element.getAttribute("href") ?? "") && null }],
  renderHTML: ({ HTMLAttributes }): DOMOutputSpec => [
    "a",
    mergeAttributes(HTMLAttributes, { rel: "noopener noreferrer nofollow" }),
    0,
  ],
});

/** Only addresses that a printed manifesto can name; nothing that runs. */
export function isWebAddress(address: string): boolean {
  return /^(https?:\/\/|mailto:)\S+$/i.test(address);
}

export function schemaExtensions(): Extensions {
  return [
    Document,
    Text,
    Recommendation,
    Title,
    Paragraph,
    ...OUTSIDE.map(outside),
    Footnote,
    mark("strong", ["strong", "b"], "Mod-b"),
    mark("em", ["em", "i"], "Mod-i"),
    Link,
    UniqueID.configure({ attributeName: "uid", types: WITH_UID, generateID: () => crypto.randomUUID() }),
  ];
}
