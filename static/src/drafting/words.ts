/** What the server has put on the page for the editor: the text's identity, and every sentence in the reader's language. */

import type { ReaderData } from "../following/follow";

export interface DraftData extends ReaderData {
  language: string;
  person: { id: string; name: string };
  /** The version to read beside; the order of the one that leads decides the numbers. */
  parallel: { text: string; language: string; name: string; leads: boolean } | null;
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
