/** Puts what a fetched page says anew into the page that is open. */
import { announce } from "./announce";
import { holdsWork, replace } from "./protect";
import { sentence } from "./strings";

const served = new Map<string, string>();

/** What the server said, without what it says differently every time. */
function said(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  copy.querySelectorAll('[name="csrf_token"]').forEach((field) => field.remove());
  return copy.outerHTML;
}

function topicsOf(element: Element): string[] {
  return (element.getAttribute("data-topics") ?? "").split(/\s+/).filter(Boolean);
}

/** Every part of the page that news may replace: it has topics, and an id to be found by. */
export function parts(page: Document): Element[] {
  return [...page.querySelectorAll("[data-topics][id]")];
}

/** Remember what each part looked like when it came, before scripts and readers changed it. */
export function remember(): void {
  for (const part of parts(document)) served.set(part.id, said(part));
}

function offerReload(part: Element): void {
  if (part.querySelector(":scope > .notice[data-stale]")) return;
  const notice = document.createElement("div");
  notice.className = "notice notice-warning";
  notice.dataset["stale"] = "";
  const text = document.createElement("p");
  const link = document.createElement("a");
  link.href = location.href.split("#")[0] ?? "";
  link.textContent = sentence("reload");
  text.append(sentence("changed"), " ", link);
  notice.append(text);
  part.prepend(notice);
  announce(sentence("changed"));
}

/** The new part now in the place of the old one; undefined when there was nothing to do, or work to keep. */
function renew(part: Element, page: Document): Element | undefined {
  const fresh = page.getElementById(part.id);
  const text = fresh ? said(fresh) : "";
  if (served.get(part.id) === text) return undefined;
  if (holdsWork(part)) {
    offerReload(part);
    return undefined;
  }
  served.set(part.id, text);
  if (!fresh) {
    part.remove();
    return undefined;
  }
  const arrived = document.importNode(fresh, true);
  replace(part, arrived);
  announce(arrived.getAttribute("data-announce") ?? "");
  arrived.dispatchEvent(new CustomEvent("hemicycle:renewed", { bubbles: true }));
  return arrived;
}

/** Parts that arrived inside a renewed one look like the fetched page. */
function rememberInside(renewed: Element[], page: Document): void {
  for (const part of renewed.flatMap((outer) => [...outer.querySelectorAll("[data-topics][id]")])) {
    const fresh = page.getElementById(part.id);
    if (fresh) served.set(part.id, said(fresh));
  }
}

/** Replace each part that has one of the topics and changed; all parts when topics is undefined. */
export function patch(page: Document, topics: ReadonlySet<string> | undefined): void {
  const renewed: Element[] = [];
  for (const part of parts(document)) {
    const inside = !part.isConnected || renewed.some((other) => other.contains(part));
    const meant = topics === undefined || topicsOf(part).some((topic) => topics.has(topic));
    const arrived = !inside && meant ? renew(part, page) : undefined;
    if (arrived) renewed.push(arrived);
  }
  rememberInside(renewed, page);
}
