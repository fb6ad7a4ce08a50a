/** A reader's view of a live text: units as the server renders them, exchanged one by one under their uids. */

import type { Socket } from "socket.io-client";

interface Fragments {
  text: string;
  units: { uid: string; html: string }[];
  order: string[];
}

interface Answer {
  refused?: string;
  sentence?: string;
  drafting?: boolean;
}

export interface Follower {
  socket: Socket;
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

export function follow({ socket, text, container, onChange, onState }: Follower): void {
  const join = (): void => {
    // Also somebody who may write reads here: "follow" asks for the reader's room.
    const question = { text, state: new Uint8Array([0]), epoch: null, follow: true };
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
