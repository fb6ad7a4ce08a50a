/** What a reader is doing inside an element, which new content must not take away. */

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Whether the field holds something else than what the page came with. */
export function isChanged(field: Field): boolean {
  if (field instanceof HTMLSelectElement) {
    const initial = [...field.options].filter((option) => option.defaultSelected);
    return [...field.selectedOptions].some((option) => !option.defaultSelected && (initial.length > 0 || option.index > 0));
  }
  if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) {
    return field.checked !== field.defaultChecked;
  }
  return field.type !== "hidden" && field.value !== field.defaultValue;
}

function isWriting(element: Element): boolean {
  const active = document.activeElement;
  if (!active || !element.contains(active)) return false;
  return active.matches("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable=true]");
}

/** Whether replacing the element would take away what somebody writes or has chosen in a form. */
export function holdsWork(element: Element): boolean {
  if (isWriting(element)) return true;
  const fields = [...element.querySelectorAll<Field>("input, textarea, select")];
  return fields.some((field) => field.form !== null && isChanged(field));
}

function path(element: Element, root: Element): number[] {
  const steps: number[] = [];
  for (let at = element; at !== root && at.parentElement; at = at.parentElement) {
    steps.unshift([...at.parentElement.children].indexOf(at));
  }
  return steps;
}

function follow(steps: number[], root: Element): Element | undefined {
  return steps.reduce<Element | undefined>((at, step) => at?.children[step], root);
}

/** Where the focus would be in the element's new form: the same id, else the same place if it is the same kind. */
function heir(active: Element, old: Element, fresh: Element): Element | undefined {
  if (active.id) return fresh.querySelector(`#${CSS.escape(active.id)}`) ?? undefined;
  const found = follow(path(active, old), fresh);
  return found?.tagName === active.tagName && found.getAttribute("name") === active.getAttribute("name")
    ? found
    : undefined;
}

/** Carry open details and view switches (fields outside of forms) over, by their ids. */
function carry(old: Element, fresh: Element): void {
  for (const before of old.querySelectorAll<HTMLDetailsElement | HTMLInputElement>("details[id], input[id]:checked")) {
    const after = fresh.querySelector(`#${CSS.escape(before.id)}`);
    if (after instanceof HTMLDetailsElement && before instanceof HTMLDetailsElement) after.open = before.open;
    if (after instanceof HTMLInputElement && !after.form) after.checked = true;
  }
}

/** Put the new element in the old one's place; focus and what was opened stay. */
export function replace(old: Element, fresh: Element): void {
  const active = document.activeElement;
  const inside = active && active !== old && old.contains(active) ? heir(active, old, fresh) : undefined;
  carry(old, fresh);
  old.replaceWith(fresh);
  if (inside instanceof HTMLElement) inside.focus({ preventScroll: true });
}
