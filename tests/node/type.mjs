/** Four writers type tokens until a line on standard input says so; what is acknowledged is printed at once. */

import { Writer, connect, sleep, until } from "./client.mjs";

const [origin, text, cookie, followerCookie] = process.argv.slice(2);
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const typed = [];
const writers = [0, 1, 2, 3].map(() => new Writer(origin, cookie, text, (saved) => saved.length && say({ saved })));
let typing = true;
let orders = [];
process.stdin.setEncoding("utf8").on("data", (data) => orders.push(...data.trim().split("\n")));

async function typist(writer, name) {
  for (let n = 0; typing; n++) {
    const token = `${name}.${n}`;
    typed.push(token);
    writer.type(token);
    await sleep(3 + Math.random() * 12);
  }
}

const order = async (name) => {
  await until(() => orders.includes(name), 60_000);
  orders = orders.filter((other) => other !== name);
};

await until(() => writers.every((writer) => writer.joined));
say({ ready: true });
const typists = writers.map((writer, n) => typist(writer, "abcd"[n]));
await order("stop");
typing = false;
await Promise.all(typists);
await until(() => writers.every((writer) => writer.settled));
await until(() => new Set(writers.map((writer) => writer.root.toString())).size === 1);
say({ typed, texts: writers.map((writer) => writer.root.toString()), refused: writers.flatMap((w) => w.refusals) });

// A follower and a stranger to the text send real changes; so does a writer once drafting is closed.
await order("follow");
const follower = connect(origin, followerCookie);
const refusals = [];
follower.on("text-refused", (message) => refusals.push(message.code));
await new Promise((done) => follower.on("connect", done));
const { encodeStateAsUpdate, Doc } = await import("yjs");
const hostile = new Doc();
hostile.getXmlFragment("prosemirror").insert(0, [writers[0].root.get(0).clone()]);
const update = encodeStateAsUpdate(hostile);
for (let n = 0; n < 5; n++) follower.emit("text-update", { text, number: n, update });
const role = (await follower.emitWithAck("text-join", { text, state: new Uint8Array([0]), epoch: null })).role;
for (let n = 5; n < 10; n++) follower.emit("text-update", { text, number: n, update });
await until(() => refusals.length === 10);
await sleep(100);
say({ role, refusals, texts: writers.map((writer) => writer.root.toString()) });

await order("late");
writers[0].type("late");
await until(() => writers[0].refusals.length > 0);
const last = { late: writers[0].refusals, others: writers.slice(1).map((writer) => writer.root.toString()) };
process.stdout.write(`${JSON.stringify(last)}\n`, () => process.exit(0));
