/** Whoever leaves a page on which something is typed and not sent is asked first; filing forms keep themselves. */
import { isChanged } from "./protect";

const FORMS = "form[method=post]:not([data-live-difference])";
const TYPED = "textarea, input[type=text]";

/** Of a form that came back with something wrong in it, what the server sent back is not stored either. */
function refused(): Element | null | undefined {
  const wrong = document.querySelector<HTMLAnchorElement>("#error-summary a[href^='#']");
  return wrong && document.getElementById(wrong.hash.slice(1))?.closest("form");
}

function isUnsent(form: HTMLFormElement): boolean {
  const fields = [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(TYPED)];
  return fields.some((field) => isChanged(field)) || (form === refused() && fields.some((field) => field.value.trim()));
}

export function guardTyping(): void {
  let sent: EventTarget | null = null;
  document.addEventListener("submit", (event) => {
    sent = event.target;
  });
  window.addEventListener("pageshow", () => {
    sent = null;
  });
  window.addEventListener("beforeunload", (event) => {
    const forms = [...document.querySelectorAll<HTMLFormElement>(FORMS)];
    if (forms.some((form) => form !== sent && isUnsent(form))) event.preventDefault();
    sent = null;
  });
}
