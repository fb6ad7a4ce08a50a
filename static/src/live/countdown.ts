/** `<time data-countdown datetime="…">` counts down to its moment on the server's clock. */
import { announce } from "./announce";
import { serverNow } from "./clock";
import { sentence } from "./strings";

const SPOKEN = [60, 30, 10];
const last = new WeakMap<Element, number>();

function clockFace(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const rest = String(seconds % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

function show(element: HTMLTimeElement): void {
  const end = Date.parse(element.dateTime);
  if (Number.isNaN(end)) return;
  const seconds = Math.max(0, Math.ceil((end - serverNow()) / 1000));
  const before = last.get(element) ?? seconds;
  last.set(element, seconds);
  element.textContent = seconds > 0 ? clockFace(seconds) : sentence("over");
  // Every second would drown the rest of the page in a screen reader.
  if (SPOKEN.some((mark) => before > mark && seconds <= mark)) {
    announce(sentence("remaining", { time: clockFace(seconds) }));
  } else if (before > 0 && seconds === 0) {
    announce(sentence("over"));
    // Whoever reads next makes the server close the poll; nobody has to reload to see it closed.
    document.dispatchEvent(new Event("hemicycle:over"));
  }
}

function tick(): void {
  document.querySelectorAll<HTMLTimeElement>("time[data-countdown]").forEach(show);
}

/** Show every countdown of the page now and each second, also those that come later. */
export function startCountdowns(): void {
  tick();
  setInterval(tick, 250);
  document.addEventListener("hemicycle:renewed", tick);
}
