/** A writer of a live text, as the browser's is: real Yjs, real Socket.IO, the same protocol. */

import { io } from "socket.io-client";
import * as Y from "yjs";

export function connect(origin, cookie, headers = {}) {
  return io(origin, {
    transports: ["websocket"],
    extraHeaders: { Origin: origin, Cookie: cookie, ...headers },
    reconnectionDelay: 50,
    reconnectionDelayMax: 200,
    forceNew: true,
  });
}

export class Writer {
  constructor(origin, cookie, text, onSaved = () => {}) {
    this.doc = new Y.Doc();
    this.root = this.doc.getXmlFragment("prosemirror");
    this.text = text;
    this.joined = false;
    this.epoch = null;
    this.number = 0;
    this.sent = new Map();
    this.held = [];
    this.refusals = [];
    this.onSaved = onSaved;
    this.socket = connect(origin, cookie);
    this.doc.on("update", (update, from) => from === this || this.changed(update));
    this.socket.on("connect", () => this.join());
    this.socket.on("disconnect", () => this.lost());
    this.socket.on("text-update", (message) => {
      if (message.text === this.text && this.joined) Y.applyUpdate(this.doc, new Uint8Array(message.update), this);
    });
    this.socket.on("text-saved", ({ text, number }) => {
      if (text !== this.text || !this.sent.has(number)) return;
      const tokens = this.sent.get(number);
      this.sent.delete(number);
      this.onSaved(tokens);
    });
    this.socket.on("text-refused", (message) => this.refusals.push(message));
    /** Tokens typed since the last message left. */
    this.tokens = [];
    this.unsure = [];
  }

  join() {
    const question = { text: this.text, state: Y.encodeStateVector(this.doc), epoch: this.epoch };
    this.socket.emit("text-join", question, (answer) => {
      if (answer.refused) throw new Error(`refused: ${answer.refused}`);
      this.role = answer.role;
      this.epoch = answer.epoch;
      Y.applyUpdate(this.doc, new Uint8Array(answer.missing), this);
      this.joined = true;
      const lacking = Y.encodeStateAsUpdate(this.doc, new Uint8Array(answer.state));
      const tokens = [...this.unsure, ...this.tokens];
      this.unsure = [];
      this.tokens = [];
      this.held = [];
      this.send(lacking, tokens);
    });
  }

  lost() {
    this.joined = false;
    for (const tokens of this.sent.values()) this.unsure.push(...tokens);
    this.sent.clear();
    this.number = 0;
  }

  changed(update) {
    this.held.push(update);
    if (this.joined) this.flush();
  }

  flush() {
    if (!this.held.length) return;
    const update = this.held.length === 1 ? this.held[0] : Y.mergeUpdates(this.held);
    this.held = [];
    const tokens = this.tokens;
    this.tokens = [];
    this.send(update, tokens);
  }

  send(update, tokens) {
    this.number += 1;
    this.sent.set(this.number, tokens);
    this.socket.emit("text-update", { text: this.text, number: this.number, update });
  }

  get settled() {
    return this.joined && this.sent.size === 0 && this.held.length === 0 && this.unsure.length === 0;
  }

  /** Put a token into the text of a paragraph, never inside another token. */
  type(token, unit = Math.floor(Math.random() * this.root.length)) {
    const paragraph = this.root.get(unit).get(1);
    const words = paragraph.get(0);
    const ends = [0, words.length];
    const plain = words.toString().replace(/<\/?[a-z]+>/g, "");
    for (let i = 0; i < plain.length; i++) if (plain[i] === "}") ends.push(i + 1);
    this.tokens.push(token);
    words.insert(ends[Math.floor(Math.random() * ends.length)], `{${token}}`);
  }

  leave() {
    this.socket.disconnect();
  }
}

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

export async function until(condition, ms = 15_000) {
  const end = Date.now() + ms;
  while (!condition()) {
    if (Date.now() > end) throw new Error("it did not happen in time");
    await sleep(10);
  }
}
