// Makes what the browser is sent: assets.mjs WASM OUT
//   WASM  the module cargo built (wasm.wasm)
//   OUT   the folder to fill: pkg/ with hashed names to cache for ever, public/'s files beside it,
//         .br and .gz next to whatever shrinks, and manifest.json from plain names to addresses.
// Nothing happens while the inputs are those of the last time.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { transformSync } from "esbuild";
import { bundle } from "lightningcss";

const STYLE = "style/main.css";
const COMPRESSIBLE = new Set([".css", ".js", ".wasm", ".svg", ".json", ".txt", ".ico", ".html"]);
// The oldest browsers that are sent plain CSS: those of early 2023. Version 16.4 is written 16 << 16 | 4 << 8.
const TARGETS = { chrome: 111 << 16, edge: 111 << 16, firefox: 113 << 16, safari: (16 << 16) | (4 << 8), ios_saf: (16 << 16) | (4 << 8) };

const [wasm, out] = process.argv.slice(2);
if (!wasm || !out) throw new Error("usage: assets.mjs WASM OUT");

const stamp = fingerprint([wasm, "style", "public", "scripts/assets.mjs", "package-lock.json"]);
if (existsSync(join(out, "manifest.json")) && readText(join(out, ".stamp")) === stamp) process.exit(0);

const site = `${out}.new`;
const manifest = {};
rmSync(site, { recursive: true, force: true });
mkdirSync(join(site, "pkg"), { recursive: true });
if (existsSync("public")) cpSync("public", site, { recursive: true });
script();
style();
files(site).forEach(compress);
writeFileSync(join(site, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
writeFileSync(join(site, ".stamp"), stamp);
rmSync(out, { recursive: true, force: true });
renameSync(site, out);
for (const [name, address] of Object.entries(manifest)) console.log(`${name} → ${address} ${sizes(join(out, address))}`);

/** The module and its glue: bound, made small, named by content. The page tells the glue where the module is. */
function script() {
  const work = mkdtempSync(join(dirname(resolve(out)), "bindgen-"));
  try {
    run("wasm-bindgen", "--target", "web", "--no-typescript", "--remove-producers-section", "--remove-name-section", "--out-name", "landside", "--out-dir", work, wasm);
    if (existsSync(join(work, "snippets"))) throw new Error("a crate brings JavaScript of its own (snippets/), which this script does not place");
    const small = join(work, "small.wasm");
    // Which features of WebAssembly are in use, it reads from the module's own section, and leaves that out in the end.
    run("node_modules/.bin/wasm-opt", "-Oz", "--strip-debug", "--strip-target-features", join(work, "landside_bg.wasm"), "-o", small);
    publish("landside.wasm", readFileSync(small));
    publish("landside.js", transformSync(readText(join(work, "landside.js")), { minify: true, format: "esm", target: "es2022" }).code);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** One file from style/main.css and what it imports. A mistake in any of them ends the build; fonts and images get hashed names. */
function style() {
  const { code, dependencies } = bundle({ filename: STYLE, minify: true, analyzeDependencies: { preserveImports: false }, targets: TARGETS });
  let css = code.toString();
  for (const { type, url, placeholder, loc } of dependencies ?? []) {
    if (type !== "url") throw new Error(`${loc.filePath}:${loc.start.line}: ${url} cannot be bundled`);
    const file = resolve(dirname(loc.filePath), url);
    if (!existsSync(file)) throw new Error(`${loc.filePath}:${loc.start.line}: no such file: ${url}`);
    css = css.replaceAll(placeholder, publish(plainName(file), readFileSync(file)));
  }
  publish("landside.css", css);
}

/** `source-sans-3-latin-wght-normal.woff2` is every page's font; the page asks for `source-sans-3-latin.woff2`. */
function plainName(file) {
  return basename(file).replace("-wght-normal", "");
}

function publish(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
  const address = `/pkg/${basename(name, extname(name))}.${hash}${extname(name)}`;
  writeFileSync(join(site, address), content);
  manifest[name] = address;
  return address;
}

/** Compressed once here, so that the server never does it for a request. */
function compress(file) {
  if (!COMPRESSIBLE.has(extname(file))) return;
  const plain = readFileSync(file);
  const parameters = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
  writeFileSync(`${file}.br`, brotliCompressSync(plain, { params: parameters }));
  writeFileSync(`${file}.gz`, gzipSync(plain, { level: 9 }));
}

function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

function fingerprint(paths) {
  const hash = createHash("sha256");
  for (const path of paths) {
    if (!existsSync(path)) continue;
    const inside = extname(path) ? [path] : files(path).sort();
    for (const file of inside) hash.update(file).update("\0").update(readFileSync(file));
  }
  return hash.digest("hex");
}

function readText(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

function sizes(file) {
  const kb = (path) => `${(readFileSync(path).length / 1000).toFixed(1)} kB`;
  return existsSync(`${file}.br`) ? `(${kb(file)}, ${kb(`${file}.br`)} Brotli)` : `(${kb(file)})`;
}

function run(program, ...args) {
  execFileSync(program, args, { stdio: ["ignore", "inherit", "inherit"] });
}
