/** Listens for news and fetches the page again when some of it is about what the reader sees. */
import { announce } from "./announce";
import { learn } from "./clock";
import { parts, patch } from "./patch";
import { holdsWork } from "./protect";
import { connection } from "./socket";
import { sentence } from "./strings";

const JITTER = 300;
const APART = 1000;
const PATIENCE = 1500;
const REFUSED = 3000;

let wanted: Set<string> | "all" | undefined;
let busy = false;
let finished = 0;

function add(topics: Iterable<string> | "all"): void {
  wanted = topics === "all" || wanted === "all" ? "all" : new Set([...(wanted ?? []), ...topics]);
}

function isOfInterest(topics: string[]): boolean {
  const shown = parts(document).flatMap((part) => (part.getAttribute("data-topics") ?? "").split(/\s+/));
  return topics.some((topic) => shown.includes(topic));
}

/** Where this page can be asked for again: an answer to a form has the form's address, which nobody can get. */
function address(): string {
  return document.querySelector<HTMLLinkElement>("link[rel=canonical]")?.href ?? location.href;
}

async function fetchPage(): Promise<Document | undefined> {
  const sent = Date.now();
  const answer = await fetch(address(), { headers: { Accept: "text/html" }, cache: "no-store" });
  const received = Date.now();
  const isElsewhere = answer.redirected || answer.status === 401 || answer.status === 403;
  // The reader is meant to be elsewhere, or has to sign in: the real page shows it best.
  if (isElsewhere && !holdsWork(document.body)) location.reload();
  if (!answer.ok || answer.redirected) return undefined;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  learn(page, sent, received);
  return page;
}

async function refresh(): Promise<void> {
  const topics = wanted;
  wanted = undefined;
  try {
    const page = await fetchPage();
    if (page) patch(page, topics === "all" ? undefined : topics);
  } catch {
    // The network went between the news and the fetch; asking again is all that helps.
    add(topics ?? "all");
  }
}

/** Fetch soon, one fetch at a time; news that comes meanwhile waits and is fetched once, so the last word wins. */
function plan(): void {
  if (busy || !wanted || document.hidden || !connection().connected) return;
  busy = true;
  const wait = Math.random() * JITTER + Math.max(0, finished + APART - Date.now());
  setTimeout(() => {
    void refresh().finally(() => {
      busy = false;
      finished = Date.now();
      plan();
    });
  }, wait);
}

function hear(news: { topics?: string[] }): void {
  if (!news.topics || !isOfInterest(news.topics)) return;
  add(news.topics);
  plan();
}

let timer: ReturnType<typeof setTimeout> | undefined;

function onLost(): void {
  timer ??= setTimeout(() => {
    const banner = document.getElementById("connection");
    if (!banner) return;
    banner.textContent = sentence("paused");
    banner.hidden = false;
  }, PATIENCE);
  if (connection().active) return;
  // The server itself said no, so socket.io gives up; the page then shows why, for example that the session ended.
  const wait = REFUSED * (1 + Math.random());
  setTimeout(() => {
    add("all");
    void refresh();
    connection().connect();
  }, wait);
}

function onConnected(): void {
  clearTimeout(timer);
  timer = undefined;
  const banner = document.getElementById("connection");
  if (banner && !banner.hidden) announce(sentence("resumed"));
  if (banner) banner.hidden = true;
  // What was told while nobody listened (also between the page and its first connection) is not told again.
  add("all");
  plan();
}

/** Keep the parts with topics up to date for as long as the page is open. */
export function followNews(): void {
  connection().on("news", hear);
  connection().on("connect", onConnected);
  connection().on("disconnect", onLost);
  connection().on("connect_error", onLost);
  document.addEventListener("visibilitychange", plan);
  document.addEventListener("hemicycle:over", () => {
    add("all");
    plan();
  });
}
