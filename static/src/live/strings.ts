/** Sentences that the server translated for this page. */

let sentences: Record<string, string> | undefined;

function read(): Record<string, string> {
  const source = document.getElementById("strings")?.textContent;
  return source ? (JSON.parse(source) as Record<string, string>) : {};
}

/** The sentence for `name` in the reader's language, its `{places}` filled. */
export function sentence(name: string, values: Record<string, string> = {}): string {
  sentences ??= read();
  const text = sentences[name] ?? "";
  return text.replace(/\{(\w+)\}/g, (_whole, key: string) => values[key] ?? "");
}
