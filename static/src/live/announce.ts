/** Says things to people who do not look at the screen. */

const PAUSE = 700;
const waiting: string[] = [];
let speaking = false;

function next(): void {
  const region = document.getElementById("announcer");
  const text = waiting.shift();
  speaking = region !== null && text !== undefined;
  if (!region || text === undefined) return;
  region.textContent = text;
  setTimeout(next, PAUSE);
}

/** Queue a sentence for the polite live region; one that already waits is not said twice. */
export function announce(text: string): void {
  if (!text || waiting.includes(text)) return;
  waiting.push(text);
  if (!speaking) next();
}
