/** The server's clock, as well as this page can know it. */

let offset = 0;
let uncertainty = Number.POSITIVE_INFINITY;

/** Learn from an answer that says when the server wrote it; a faster answer is the better witness. */
export function learn(page: Document, sent: number, received: number): void {
  const written = Date.parse(page.querySelector<HTMLMetaElement>('meta[name="server-time"]')?.content ?? "");
  const trip = received - sent;
  if (Number.isNaN(written) || trip > uncertainty) return;
  uncertainty = trip;
  offset = written - (sent + received) / 2;
}

/** Learn from the answer that brought this page. */
export function learnFromThisPage(): void {
  const [trip] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  if (trip) learn(document, performance.timeOrigin + trip.requestStart, performance.timeOrigin + trip.responseStart);
}

/** Milliseconds since the epoch on the server's clock. */
export function serverNow(): number {
  return Date.now() + offset;
}
