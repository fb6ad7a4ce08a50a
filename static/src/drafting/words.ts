/** What the server has put on the page for the editor: the text's identity, and every sentence in the reader's language. */

import { io, type Socket } from "socket.io-client";

export interface DraftData {
  text: string;
  language: string;
  number: number;
  person: { id: string; name: string };
  kinds: string[];
  addressees: Record<string, string>;
  parallel: { text: string; language: string; name: string } | null;
  words: Record<string, string>;
}

export function readData(): DraftData {
  return JSON.parse(document.getElementById("drafting-data")?.textContent ?? "{}") as DraftData;
}

/** A sentence with its %(name)s filled in; a missing one shows its key, so that a test sees it. */
export function phrase(data: DraftData, key: string, values: Record<string, string | number> = {}): string {
  const sentence = data.words[key] ?? key;
  return sentence.replace(/%\((\w+)\)s/g, (_match, name: string) => String(values[name] ?? ""));
}

/** A number of things: the key with "_one" is for one, the key itself for any other number. */
export function counted(data: DraftData, key: string, number: number): string {
  const isOne = new Intl.PluralRules(document.documentElement.lang || "en").select(number) === "one";
  return phrase(data, isOne ? `${key}_one` : key, { number });
}

export function connect(): Socket {
  return io({ transports: ["websocket"], reconnectionDelay: 300, reconnectionDelayMax: 2_000, timeout: 10_000 });
}
