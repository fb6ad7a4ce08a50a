// Builds every client entry into static/dist: files named by their content, compressed, and a manifest.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const sources = dirname(fileURLToPath(import.meta.url));
const root = join(sources, "..", "..");
const target = join(sources, "..", "dist");
const scratch = join(root, "node_modules", ".hemicycle");
const fresh = join(scratch, "next");

function entries() {
  const found = { styles: join(sources, "styles", "index.css") };
  for (const folder of readdirSync(sources, { withFileTypes: true })) {
    const script = join(sources, folder.name, "index.ts");
    if (folder.isDirectory() && existsSync(script)) found[folder.name] = script;
  }
  return found;
}

function describe(path, imports = [], later = []) {
  const content = readFileSync(join(root, path));
  const digest = createHash("sha384").update(content).digest("base64");
  const names = (paths) => paths.map((other) => basename(other));
  return { file: basename(path), integrity: `sha384-${digest}`, imports: names(imports), later: names(later) };
}

/** The chunks a file leads to: all of them, or only those that the browser needs at once, not behind import(). */
function chunks(outputs, path, kinds, seen = new Set()) {
  for (const { path: next, kind } of outputs[path].imports) {
    if (!kinds.includes(kind) || seen.has(next)) continue;
    seen.add(next);
    chunks(outputs, next, kinds, seen);
  }
  return [...seen];
}

function manifest(outputs, names) {
  const described = {};
  for (const [path, output] of Object.entries(outputs)) {
    if (!output.entryPoint) continue;
    const name = names.get(join(root, output.entryPoint));
    // esbuild lists chunks behind import() as entry points too; pages never name those.
    if (!name) continue;
    const imports = chunks(outputs, path, ["import-statement"]);
    const later = chunks(outputs, path, ["import-statement", "dynamic-import"]).filter((next) => !imports.includes(next));
    described[name + extname(path)] = describe(path, imports, later);
    if (output.cssBundle) described[`${name}.css`] = describe(output.cssBundle);
  }
  return described;
}

function compress(folder) {
  for (const name of readdirSync(folder)) {
    const content = readFileSync(join(folder, name));
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content, quality));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
  }
}

/** A running server sees the old folder or the new one, never half of one. */
function publish() {
  const old = join(scratch, "old");
  rmSync(old, { recursive: true, force: true });
  if (existsSync(target)) renameSync(target, old);
  renameSync(fresh, target);
  rmSync(old, { recursive: true, force: true });
}

/** The server speaks WebSocket alone, so 800 phones need not load long polling (2 KB of each page's script). */
const webSocketOnly = {
  name: "websocket-only",
  setup(bundle) {
    const transports = /engine\.io-client[\\/]build[\\/]esm[\\/]transports[\\/]index\.js$/;
    const contents = 'import { WS } from "./websocket.js"; export const transports = { websocket: WS };';
    bundle.onLoad({ filter: transports }, () => ({ contents }));
  },
};

rmSync(fresh, { recursive: true, force: true });
mkdirSync(fresh, { recursive: true });
const named = entries();
// One call for all: two calls would give two copies of Yjs to a page that loads two entries.
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: named,
  outdir: relative(root, fresh),
  entryNames: "[name]-[hash]",
  chunkNames: "chunk-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  metafile: true,
  plugins: [webSocketOnly],
  legalComments: "none",
  target: ["es2022", "chrome105", "firefox110", "safari16"],
  logLevel: "warning",
});
const names = new Map(Object.entries(named).map(([name, path]) => [path, name]));
const described = manifest(metafile.outputs, names);
compress(fresh);
writeFileSync(join(fresh, "manifest.json"), `${JSON.stringify(described, null, 2)}\n`);
publish();
