/** Typists in rooms: when does a keystroke of one appear in the documents of the others? Prints latencies in ms. */

import WebSocket from "ws";
import { Writer, connect, sleep, until } from "../tests/node/client.mjs";

const plan = JSON.parse(process.argv[2]);
const latencies = [];
const sentAt = new Map();
let typed = 0;

function percentile(sorted, share) {
  return sorted.length ? sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] : NaN;
}

/** Each typist in its own rhythm, until the time is up; the first second is not counted. */
async function typing(typists, type) {
  const begin = performance.now();
  const counted = begin + 1000;
  const end = counted + plan.seconds * 1000;
  await Promise.all(
    typists.map(async (typist, index) => {
      await sleep((plan.every * index) / typists.length);
      for (let n = 0; performance.now() < end; n++) {
        const key = `${index}.${n}`;
        const at = performance.now();
        if (at > counted) {
          sentAt.set(key, at);
          typed += 1;
        }
        type(typist, key);
        const next = begin + (plan.every * index) / typists.length + plan.every * (n + 1);
        await sleep(Math.max(0, next - performance.now()));
      }
    }),
  );
  await sleep(500);
}

function seen(key) {
  const at = sentAt.get(key);
  if (at !== undefined) latencies.push(performance.now() - at);
}

async function overLiveTexts() {
  const writers = plan.texts.flatMap((text) =>
    Array.from({ length: plan.typists }, () => new Writer(plan.origin, plan.writer, text)),
  );
  const followers = [];
  let fragments = 0;
  for (let n = 0; n < plan.followers; n++) {
    const socket = connect(plan.origin, plan.follower);
    const text = plan.texts[n % plan.texts.length];
    socket.on("text-fragments", () => (fragments += 1));
    socket.on("connect", () => socket.emit("text-join", { text, state: new Uint8Array([0]), epoch: null, follow: true }));
    followers.push(socket);
  }
  await until(() => writers.every((writer) => writer.joined) && followers.every((socket) => socket.connected), 30_000);
  for (const writer of writers) {
    writer.root.observeDeep((events, transaction) => {
      if (transaction.local || transaction.origin !== writer) return;
      for (const event of events) {
        for (const change of event.delta) {
          if (typeof change.insert !== "string") continue;
          for (const [, key] of change.insert.matchAll(/\{([\d.]+)\}/g)) seen(key);
        }
      }
    });
  }
  await typing(writers, (writer, key) => writer.type(key));
  await until(() => writers.every((writer) => writer.settled));
  const refused = writers.flatMap((writer) => writer.refusals).length;
  return { expected: typed * (plan.typists - 1), fragments, refused };
}

async function overPlainSockets() {
  const sockets = Array.from({ length: plan.typists }, () => new WebSocket(plan.origin.replace("http", "ws")));
  await until(() => sockets.every((socket) => socket.readyState === WebSocket.OPEN));
  for (const socket of sockets) socket.on("message", (data) => seen(data.toString().trim()));
  await typing(sockets, (socket, key) => socket.send(key.padEnd(60)));
  return { expected: typed * (plan.typists - 1), fragments: 0, refused: 0 };
}

const result = await (plan.texts ? overLiveTexts() : overPlainSockets());
latencies.sort((one, other) => one - other);
const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(latencies, share));
console.log(JSON.stringify({ p50, p95, p99, seen: latencies.length, cpu: process.cpuUsage(), ...result }));
process.exit(0);
