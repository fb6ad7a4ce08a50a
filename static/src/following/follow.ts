/** A reader's view of a live text: units as the server renders them, exchanged one by one under their uids. */


interface Fragments {
  text: string;
  units: { uid: string; html: string }[];
  order: string[];
}

export interface ReaderData {
  text: string;
  number: number;
  /** The uids of the recommendations in the order that decides their numbers. */
  order: string[];
  addressees: Record<string, string>;
  words: Record<string, string>;
}

interface Answer {
  refused?: string;
  sentence?: string;
  drafting?: boolean;
}

/** What reading needs of a connection: the thin line of reading pages and the editor's have it. */
export interface Wire {
  readonly connected: boolean;
  on(event: string, listener: (message: any) => void): unknown;
  timeout(milliseconds: number): {
    emit(event: string, question: unknown, answered: (error: Error | null, answer: any) => void): unknown;
  };
}

interface Follower {
  socket: Wire;
  text: string;
  /** Its children with a data-uid are the units. */
  container: HTMLElement;
  onChange: () => void;
  onState?: (state: "live" | "offline" | "closed", sentence?: string) => void;
}

const ANSWER_WITHIN = 10_000;
const RETRY_AFTER = 1_000;

function parsed(html: string): HTMLElement | null {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild as HTMLElement | null;
}

function known(container: HTMLElement): Map<string, HTMLElement> {
  const found = new Map<string, HTMLElement>();
  for (const unit of container.querySelectorAll<HTMLElement>(":scope > [data-uid]")) found.set(unit.dataset["uid"]!, unit);
  return found;
}

/** Exchange what changed and put everything in order; a unit that did not change keeps its element and its place. */
export function patch(container: HTMLElement, fragments: Pick<Fragments, "units" | "order">): void {
  const units = known(container);
  for (const { uid, html } of fragments.units) {
    const fresh = parsed(html);
    if (!fresh) continue;
    fresh.dataset["uid"] = uid;
    units.get(uid)?.replaceWith(fresh);
    units.set(uid, fresh);
  }
  for (const [uid, unit] of units) if (!fragments.order.includes(uid)) unit.remove();
  let previous: Element | null = null;
  for (const uid of fragments.order) {
    const unit = units.get(uid);
    if (!unit) continue;
    const place: Element | null = previous ? previous.nextElementSibling : container.firstElementChild;
    if (place !== unit) container.insertBefore(unit, place);
    previous = unit;
  }
}

/** A piece of a unit's head. */
export function part(className: string, text: string): HTMLElement {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = text;
  return element;
}

function headOf(unit: HTMLElement, data: ReaderData, number: string): HTMLElement {
  const head = document.createElement("p");
  head.className = "unit-head";
  head.lang = document.documentElement.lang;
  const names = (unit.dataset["addressees"] ?? "").split(" ").filter(Boolean);
  head.append(part("unit-number", number), " ", part("unit-kind", data.words[`kind-${unit.dataset["kind"]}`] ?? ""));
  if (names.length > 0) {
    const spoken = names.map((code) => data.addressees[code] ?? code).join(", ");
    head.append(" ", part("unit-addressees", (data.words["addressed"] ?? "").replace("%(names)s", spoken)));
  }
  return head;
}

/** Write number, kind and addressees over every recommendation; a unit that moved may have made others another number. */
export function writeHeads(container: HTMLElement, data: ReaderData): void {
  const operative = [...container.querySelectorAll<HTMLElement>(":scope > .unit-operative")];
  const order = [...new Set([...data.order, ...operative.map((unit) => unit.dataset["uid"]!)])];
  const places = new Map(order.map((uid, index) => [uid, `${data.number}.${index + 1}`]));
  for (const unit of operative) {
    const head = headOf(unit, data, places.get(unit.dataset["uid"]!) ?? "");
    const present = unit.querySelector(":scope > .unit-head");
    if (present?.textContent === head.textContent) continue;
    if (present) present.replaceWith(head);
    else unit.prepend(head);
  }
}

export function follow({ socket, text, container, onChange, onState }: Follower): void {
  const join = (): void => {
    // Also somebody who may write reads here: "follow" asks for the reader's room.
    const question = { text, epoch: null, follow: true };
    socket.timeout(ANSWER_WITHIN).emit("text-join", question, (error: Error | null, answer: Answer) => {
      if (error) window.setTimeout(() => socket.connected && join(), RETRY_AFTER);
      else onState?.(answer.drafting ? "live" : "closed", answer.sentence);
    });
  };
  socket.on("connect", join);
  socket.on("disconnect", () => onState?.("offline"));
  socket.on("text-drafting", (message: { text: string; open: boolean }) => {
    if (message.text === text) onState?.(message.open ? "live" : "closed");
  });
  socket.on("text-fragments", (message: Fragments) => {
    if (message.text !== text) return;
    patch(container, message);
    onChange();
  });
  if (socket.connected) join();
}
