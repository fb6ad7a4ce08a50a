/** The live text's channel: Yjs updates over Socket.IO, counted until the server has them on disk. */

import { ObservableV2 } from "lib0/observable";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness";
import type { Socket } from "socket.io-client";
import * as Y from "yjs";

export type State = "connecting" | "saving" | "saved" | "offline" | "closed" | "refused";

interface Refusal {
  code: string;
  sentence: string;
}

interface Joined {
  role: "writer" | "follower";
  epoch: number;
  drafting: boolean;
  missing: ArrayBuffer;
  state: ArrayBuffer;
}

type Answer = Joined | { refused: string; sentence: string };

type Events = {
  synced: (isSynced: boolean) => void;
  state: (state: State) => void;
  reload: () => void;
};

const ANSWER_WITHIN = 10_000;
const RETRY_AFTER = 1_000;
const RETRY_REFUSED_AFTER = 5_000;
const COLLECT_FOR = 40;
const CARETS_EVERY = 100;

export class TextProvider extends ObservableV2<Events> {
  readonly awareness: Awareness;
  state: State = "connecting";
  refusal: Refusal | null = null;
  private epoch: number | null = null;
  private isJoined = false;
  private isSynced = false;
  private isOpen = true;
  private isStopped = false;
  /** Local changes that no acknowledged update contains, from before the connection was lost. */
  private isBehind = false;
  private number = 0;
  private waiting: Uint8Array[] = [];
  private readonly sent = new Set<number>();
  private sending: number | undefined;
  private sendingCaret: number | undefined;
  private attempt = 0;

  constructor(
    private readonly socket: Socket,
    private readonly text: string,
    private readonly doc: Y.Doc,
  ) {
    super();
    this.awareness = new Awareness(doc);
    doc.on("update", this.onLocalUpdate);
    this.awareness.on("update", this.onLocalCaret);
    socket.on("connect", this.join);
    socket.on("disconnect", this.onDisconnected);
    socket.on("connect_error", this.onUnreachable);
    socket.on("text-update", this.onRemoteUpdate);
    socket.on("text-saved", this.onSaved);
    socket.on("text-refused", this.onRefused);
    socket.on("text-awareness", this.onRemoteCaret);
    socket.on("text-drafting", this.onDrafting);
    if (socket.connected) this.join();
  }

  /** Whether something typed here is not yet on the server's disk. */
  get hasUnsaved(): boolean {
    return this.isBehind || this.waiting.length > 0 || this.sent.size > 0;
  }

  private join = (): void => {
    if (this.isStopped) return;
    const attempt = ++this.attempt;
    const question = { text: this.text, state: Y.encodeStateVector(this.doc), epoch: this.epoch };
    this.socket.timeout(ANSWER_WITHIN).emit("text-join", question, (error: Error | null, answer: Answer) => {
      if (attempt !== this.attempt || this.isStopped) return;
      if (error) this.join();
      else if ("refused" in answer) this.refuse({ code: answer.refused, sentence: answer.sentence });
      else this.onJoined(answer);
    });
  };

  private onJoined(answer: Joined): void {
    const isReplaced = this.epoch !== null && answer.epoch !== this.epoch;
    if (isReplaced || answer.role !== "writer") {
      // What was typed on another document, or without the right to, can never be offered again.
      if (this.hasUnsaved) this.refuse({ code: isReplaced ? "text-replaced" : "not-permitted", sentence: "" });
      else this.reload();
      return;
    }
    this.epoch = answer.epoch;
    this.isOpen = answer.drafting;
    Y.applyUpdate(this.doc, new Uint8Array(answer.missing), this);
    if (!this.isOpen && this.hasUnsaved) {
      this.refuse({ code: "drafting-closed", sentence: "" });
      return;
    }
    this.answerState(new Uint8Array(answer.state));
    this.shareCaret();
    if (!this.isSynced) {
      this.isSynced = true;
      this.emit("synced", [true]);
    }
    this.tell();
  }

  /** Offer what the server lacks, as the first update of this connection; only then may later ones follow. */
  private answerState(state: Uint8Array): void {
    this.number = 0;
    this.sent.clear();
    const lacking = Y.encodeStateAsUpdate(this.doc, state);
    const isNeeded = this.isBehind || this.waiting.length > 0 || Y.decodeUpdate(lacking).structs.length > 0;
    this.waiting = [];
    this.isBehind = false;
    this.isJoined = true;
    if (isNeeded && this.isOpen) this.send(lacking);
  }

  private onLocalUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === this || this.isStopped) return;
    this.waiting.push(update);
    if (this.isJoined && this.sending === undefined) {
      this.sending = window.setTimeout(this.flush, this.sent.size > 0 ? COLLECT_FOR : 0);
    }
    this.tell();
  };

  private flush = (): void => {
    this.sending = undefined;
    if (!this.isJoined || this.isStopped || this.waiting.length === 0) return;
    const updates = this.waiting;
    this.waiting = [];
    this.send(Y.mergeUpdates(updates));
  };

  private send(update: Uint8Array): void {
    this.number += 1;
    this.sent.add(this.number);
    this.socket.emit("text-update", { text: this.text, number: this.number, update });
  }

  private onSaved = (message: { text: string; number: number }): void => {
    if (message.text !== this.text) return;
    this.sent.delete(message.number);
    this.tell();
  };

  private onRefused = (message: { text: string } & Refusal): void => {
    if (message.text !== this.text) return;
    // The server has put the text away meanwhile: nothing is wrong with the change, it only needs a new beginning.
    if (message.code === "text-not-joined") this.rejoin();
    else this.refuse({ code: message.code, sentence: message.sentence });
  };

  private onRemoteUpdate = (message: { text: string; update: ArrayBuffer }): void => {
    if (message.text !== this.text || !this.isJoined || this.isStopped) return;
    Y.applyUpdate(this.doc, new Uint8Array(message.update), this);
  };

  private onDrafting = (message: { text: string; open: boolean }): void => {
    if (message.text !== this.text || !this.isJoined) return;
    this.isOpen = message.open;
    this.tell();
  };

  private onLocalCaret = (_change: unknown, origin: unknown): void => {
    if (origin === this || this.sendingCaret !== undefined) return;
    this.sendingCaret = window.setTimeout(this.shareCaret, CARETS_EVERY);
  };

  private shareCaret = (): void => {
    window.clearTimeout(this.sendingCaret);
    this.sendingCaret = undefined;
    if (!this.isJoined || this.isStopped || !this.isOpen) return;
    const update = encodeAwarenessUpdate(this.awareness, [this.doc.clientID]);
    this.socket.emit("text-awareness", { text: this.text, update });
  };

  private onRemoteCaret = (message: { text: string; update: ArrayBuffer }): void => {
    if (message.text !== this.text || this.isStopped) return;
    applyAwarenessUpdate(this.awareness, new Uint8Array(message.update), this);
  };

  private onDisconnected = (): void => {
    this.unjoin();
    this.forgetOthers();
    this.tell();
    this.reconnect(RETRY_AFTER);
  };

  private onUnreachable = (): void => {
    this.tell();
    this.reconnect(RETRY_REFUSED_AFTER);
  };

  private rejoin(): void {
    if (!this.isJoined) return;
    this.unjoin();
    this.join();
  }

  private unjoin(): void {
    this.attempt += 1;
    this.isBehind = this.hasUnsaved;
    this.waiting = [];
    this.sent.clear();
    this.isJoined = false;
  }

  /** Socket.IO gives up when the server itself has ended or refused the connection; we do not. */
  private reconnect(delay: number): void {
    if (this.socket.active || this.isStopped) return;
    window.setTimeout(() => this.isStopped || this.socket.connect(), delay);
  }

  private forgetOthers(): void {
    const others = [...this.awareness.getStates().keys()].filter((client) => client !== this.doc.clientID);
    removeAwarenessStates(this.awareness, others, this);
    // Their clocks too: what the server tells again after a reconnection has not moved on since.
    for (const client of others) this.awareness.meta.delete(client);
  }

  /** From here on nothing of this document is offered: the server would have to refuse it again and again. */
  private refuse(refusal: Refusal): void {
    if (this.isStopped) return;
    this.refusal = refusal;
    this.stop();
    this.tell();
  }

  private reload(): void {
    this.stop();
    this.emit("reload", []);
  }

  private stop(): void {
    this.isStopped = true;
    this.isJoined = false;
    this.forgetOthers();
    if (this.socket.connected) this.socket.emit("text-leave", { text: this.text });
  }

  private tell(): void {
    const state = this.current();
    if (state === this.state && state !== "refused") return;
    this.state = state;
    this.emit("state", [state]);
  }

  private current(): State {
    if (this.refusal) return "refused";
    if (!this.isJoined) return this.isSynced || !this.socket.active ? "offline" : "connecting";
    if (this.hasUnsaved) return "saving";
    return this.isOpen ? "saved" : "closed";
  }
}
