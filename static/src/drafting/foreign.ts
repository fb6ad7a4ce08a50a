/**
 * What other programs put on the clipboard, as plain HTML of our own: headings begin recommendations, every other
 * block is a paragraph, and of the look only strong, emphasis, links and footnotes are kept.
 */

import { isWebAddress } from "./schema";

interface Block {
  isHeading: boolean;
  content: Node[];
}

/** How a piece of text looks, as far as it is kept. */
interface Look {
  strong: boolean;
  em: boolean;
  href: string;
}

const HEADING = /^H[1-6]$/;
const APART = new Set(
  ("ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DIV DL DT FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN" +
    " NAV OL P PRE SECTION TABLE TBODY TFOOT THEAD TR UL").split(" "),
);
/** No text of the author: deleted words, comments, numbers that a list would show, tables of contents, and what is no text. */
const DROPPED = [
  "del, .msoDel, .MsoCommentReference, .msocomanchor, .msocomtxt, .msocomoff, [id^='_com_'], [id^='_anchor_']",
  "[class^='MsoToc'], [hidden], head, title, style, script, noscript, template, iframe, object, svg, math, img, picture, video, audio",
  "button, input, select, textarea, meta, link",
].join(", ");
const HIDDEN = /mso-list:\s*ignore|mso-hide:\s*all|display:\s*none|mso-element:\s*(?:comment|field|header|footer)/i;
const NOTE_MARK = [
  "a[href*='#_ftn'], a[href*='#_edn'], a[href^='#ftnt'], a[href^='#sdfootnote'], a[href^='#sdendnote']",
  ".MsoFootnoteReference, .MsoEndnoteReference",
].join(", ");
const NOTE = "[style*='mso-element:footnote'], [style*='mso-element:endnote'], [id^='sdfootnote'], [id^='sdendnote']";
const STYLES = /<style\b[^]*?<\/style\s*>/gi;
const SPACE = /[\s\u00a0\u202f]+/g;

/** Whether the HTML comes from somewhere else than an editor of this house, whose own copies are exact. */
export function isForeign(html: string): boolean {
  return !html.includes("data-pm-slice");
}

/** The pasted HTML in the words of our schema; closed, so that nothing is joined with what stands around the cursor. */
export function ownHtml(html: string): string {
  // A document of its own runs no script and loads no picture; our policy for content holds there too and refuses styles.
  const page = new DOMParser().parseFromString(html.replace(STYLES, ""), "text/html");
  takeFootnotes(page);
  for (const element of page.querySelectorAll(DROPPED)) element.remove();
  for (const element of page.querySelectorAll("[style]")) if (HIDDEN.test(style(element))) element.remove();
  const blocks: Block[] = [];
  collect(page.body, { strong: false, em: false, href: "" }, blocks);
  return written(page, blocks.map(trimmed).filter((block) => block.content.length > 0));
}

function style(element: Element): string {
  return element.getAttribute("style") ?? "";
}

function names(element: Element): string[] {
  return [element.id, element.getAttribute("name") ?? ""].filter(Boolean);
}

/** Two anchors that lead to each other are a footnote: the first is its mark, the second stands before its words. */
function takeFootnotes(page: Document): void {
  // Some programs write the address of their own temporary file before the sign.
  const anchors = [...page.querySelectorAll("a[href^='#'], a[href^='file:'][href*='#']")];
  const byName = new Map(anchors.flatMap((anchor) => names(anchor).map((name) => [name, anchor] as const)));
  const target = (anchor: Element): string => anchor.getAttribute("href")!.split("#")[1] ?? "";
  const taken = new Set<Element>();
  for (const mark of anchors) {
    const symbol = byName.get(target(mark));
    if (!symbol || symbol === mark || taken.has(mark) || !names(mark).includes(target(symbol))) continue;
    taken.add(mark).add(symbol);
    const note = symbol.closest(NOTE) ?? symbol.closest("p, li, div") ?? symbol;
    if (note.contains(mark)) continue;
    symbol.remove();
    const footnote = page.createElement("sup");
    footnote.dataset["footnote"] = (note.textContent ?? "").replace(SPACE, " ").trim();
    const place = mark.parentElement?.tagName === "SUP" && mark.parentElement.children.length === 1 ? mark.parentElement : mark;
    place.replaceWith(footnote);
    note.remove();
  }
  // A mark whose words did not come along is only a number.
  for (const mark of page.querySelectorAll(NOTE_MARK)) mark.remove();
  for (const list of page.querySelectorAll("[style*='mso-element:footnote-list'], [style*='mso-element:endnote-list']")) list.remove();
}

function looksOf(element: Element, look: Look): Look {
  const { tagName } = element;
  const weight = /(?:^|[;\s])font-weight:\s*(\w+)/i.exec(style(element))?.[1]?.toLowerCase();
  const slant = /(?:^|[;\s])font-style:\s*(\w+)/i.exec(style(element))?.[1]?.toLowerCase();
  const isBold = weight ? weight.startsWith("bold") || Number(weight) >= 600 : tagName === "B" || tagName === "STRONG" || look.strong;
  const isSlanted = slant ? slant !== "normal" : tagName === "I" || tagName === "EM" || look.em;
  const href = element.getAttribute("href") ?? "";
  return { strong: isBold, em: isSlanted, href: tagName === "A" && isWebAddress(href) ? href : look.href };
}

/** The text below an element, in blocks; what stands between two blocks is one of its own. */
function collect(parent: Node, look: Look, blocks: Block[]): void {
  for (const child of parent.childNodes) {
    if (child instanceof Text) append(blocks, dressed(child.data.replace(SPACE, " "), look));
    else if (child instanceof HTMLElement) collectElement(child, look, blocks);
    // Elements of other namespaces, such as drawings, hold no text of ours.
  }
}

function collectElement(element: HTMLElement, look: Look, blocks: Block[]): void {
  const { tagName } = element;
  if (element.dataset["footnote"] !== undefined) append(blocks, element);
  else if (tagName === "BR") append(blocks, new Text(" "));
  else if (tagName === "TR") row(element, look, blocks);
  else if (APART.has(tagName)) {
    blocks.push({ isHeading: HEADING.test(tagName), content: [] });
    collect(element, HEADING.test(tagName) ? { ...look, strong: false, em: false } : looksOf(element, look), blocks);
    blocks.push({ isHeading: false, content: [] });
  } else collect(element, looksOf(element, look), blocks);
}

/** A row of a table is one paragraph: there are no tables here, but its words are not lost. */
function row(element: HTMLElement, look: Look, blocks: Block[]): void {
  const content: Node[] = [];
  for (const cell of element.children) {
    const inside: Block[] = [];
    collect(cell, look, inside);
    const words = inside.map(trimmed).filter((block) => block.content.length > 0);
    if (words.length && content.length) content.push(new Text(" | "));
    words.forEach((block, place) => content.push(...(place ? [new Text(" ")] : []), ...block.content));
  }
  blocks.push({ isHeading: false, content }, { isHeading: false, content: [] });
}

function append(blocks: Block[], node: Node): void {
  if (blocks.length === 0) blocks.push({ isHeading: false, content: [] });
  blocks.at(-1)!.content.push(node);
}

function dressed(text: string, { strong, em, href }: Look): Node {
  let node: Node = new Text(text);
  if (text.trim()) {
    if (em) node = around("em", node);
    if (strong) node = around("strong", node);
    if (href) node = around("a", node, { href });
  }
  return node;
}

function around(tag: string, inside: Node, attributes: Record<string, string> = {}): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(inside);
  return element;
}

/** The text nodes of a block, in order. */
function texts(content: Node[]): Text[] {
  return content.flatMap((node) => {
    if (node instanceof Text) return [node];
    return node instanceof HTMLElement && node.dataset["footnote"] !== undefined ? [] : texts([...node.childNodes]);
  });
}

/** The block without space at its ends, and with one space where there were several. */
function trimmed({ isHeading, content }: Block): Block {
  let endsWithSpace = true;
  const found = texts(content);
  for (const text of found) {
    if (endsWithSpace) text.data = text.data.replace(/^ +/, "");
    if (text.data) endsWithSpace = text.data.endsWith(" ");
  }
  for (const text of found.reverse()) {
    text.data = text.data.replace(/ +$/, "");
    if (text.data) break;
  }
  return { isHeading, content: content.filter((node) => node.textContent || texts([node]).length === 0) };
}

function written(page: Document, blocks: Block[]): string {
  const pasted = page.createElement("div");
  let unit: HTMLElement | null = null;
  for (const { isHeading, content } of blocks) {
    if (isHeading) {
      unit = around("section", around("h2", new Text(content.map((node) => node.textContent).join(""))), { "data-kind": "recommendation" });
      unit.firstElementChild!.className = "unit-title";
      pasted.append(unit);
    }
    const rest = isHeading ? content.filter((node) => node instanceof HTMLElement && node.dataset["footnote"] !== undefined) : content;
    if (rest.length === 0) continue;
    const paragraph = page.createElement("p");
    paragraph.append(...rest);
    (unit ?? pasted).append(paragraph);
  }
  // The editor's own mark for a slice that is open at neither end.
  pasted.firstElementChild?.setAttribute("data-pm-slice", "0 0 []");
  return pasted.innerHTML;
}
