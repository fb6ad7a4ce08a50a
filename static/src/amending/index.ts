/**
 * The filing form shows the server's difference and conflicts while somebody types, and is kept among the drafts when
 * its page is left or hidden; nothing breaks without it.
 */

const PAUSE = 700;

/** Ask for the difference; nothing where the form must be sent before anything can be said. */
async function difference(form: HTMLFormElement, signal: AbortSignal): Promise<Element | null> {
  const typed = new FormData(form);
  typed.set("step", "live");
  const answer = await fetch(form.action, { method: "POST", body: typed, signal });
  if (!answer.ok || answer.redirected) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("[data-fragment]");
}

/** Before, after or changes: what the reader has chosen stays chosen. */
function keepView(old: Element, fresh: Element): void {
  for (const chosen of old.querySelectorAll<HTMLInputElement>("input:checked")) {
    const same = fresh.querySelector<HTMLInputElement>(`#${CSS.escape(chosen.id)}`);
    if (same) same.checked = true;
  }
}

function show(part: HTMLElement, fresh: Element): void {
  const place = part.querySelector("[data-difference]");
  const said = part.querySelector("[data-said]");
  if (!place || !said) return;
  keepView(place, fresh);
  place.replaceChildren(fresh);
  const sentence = fresh.getAttribute("data-said") ?? "";
  if (said.textContent !== sentence) said.textContent = sentence;
  part.hidden = false;
}

function follow(form: HTMLFormElement, part: HTMLElement): void {
  let pause: ReturnType<typeof setTimeout> | undefined;
  let asked = new AbortController();
  const ask = async (): Promise<void> => {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const fresh = await difference(form, signal);
      if (fresh && !signal.aborted) show(part, fresh);
    } catch {
      // Without a network the form is as good as before; the next step shows the difference.
    }
  };
  form.addEventListener("input", (event) => {
    if (event.target instanceof Element && part.contains(event.target)) return;
    clearTimeout(pause);
    pause = setTimeout(() => void ask(), PAUSE);
  });
}

/** A phone may throw a hidden page away without asking: what is in the form is kept before. */
function hold(form: HTMLFormElement): void {
  let kept = JSON.stringify([...new FormData(form)]);
  let isSent = false;
  form.addEventListener("submit", () => {
    isSent = true;
  });
  window.addEventListener("pageshow", () => {
    isSent = false;
  });
  document.addEventListener("visibilitychange", () => {
    const typed = new FormData(form);
    const fields = JSON.stringify([...typed]);
    if (document.visibilityState === "visible" || isSent || fields === kept) return;
    kept = fields;
    typed.set("step", "hold");
    void fetch(form.action, { method: "POST", body: typed, keepalive: true }).catch(() => {
      kept = "";
    });
  });
}

const form = document.querySelector<HTMLFormElement>("form[data-live-difference]");
const part = document.getElementById("live-difference");
if (form && part) follow(form, part);
if (form) hold(form);
