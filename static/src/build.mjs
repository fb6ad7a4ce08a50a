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

function describe(path, imports) {
  const content = readFileSync(join(root, path));
  const digest = createHash("sha384").update(content).digest("base64");
  return { file: basename(path), integrity: `sha384-${digest}`, imports: imports.map((other) => basename(other)) };
}

/** Chunks that the browser needs at once; those behind import() are fetched when asked for. */
function staticImports(outputs, path, seen = new Set()) {
  for (const { path: next, kind } of outputs[path].imports) {
    if (kind !== "import-statement" || seen.has(next)) continue;
    seen.add(next);
    staticImports(outputs, next, seen);
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
    described[name + extname(path)] = describe(path, staticImports(outputs, path));
    if (output.cssBundle) described[`${name}.css`] = describe(output.cssBundle, []);
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
  legalComments: "none",
  target: ["es2022", "chrome105", "firefox110", "safari16"],
  logLevel: "warning",
});
const names = new Map(Object.entries(named).map(([name, path]) => [path, name]));
const described = manifest(metafile.outputs, names);
compress(fresh);
writeFileSync(join(fresh, "manifest.json"), `${JSON.stringify(described, null, 2)}\n`);
publish();
