/** Menus work without this; with it they close by Escape and by a click elsewhere. */

const OPEN = "details.menu[open]";

function close(menu: Element): void {
  menu.removeAttribute("open");
}

function onKey(event: KeyboardEvent): void {
  const menu = event.key === "Escape" ? document.querySelector(OPEN) : null;
  if (!menu) return;
  close(menu);
  menu.querySelector("summary")?.focus();
}

function onPointer(event: Event): void {
  for (const menu of document.querySelectorAll(OPEN)) {
    if (!menu.contains(event.target as Node)) close(menu);
  }
}

/** Let open menus close as people expect. */
export function startMenus(): void {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onPointer);
}
