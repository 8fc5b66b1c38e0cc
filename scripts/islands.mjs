// The linker drops islands silently when nothing uses the crate that holds them: islands.mjs SITE
// fails where an island written in app/src is not among the exports of the module in SITE.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const site = process.argv[2];
const manifest = JSON.parse(readFileSync(join(site, "manifest.json"), "utf8"));
const module = new WebAssembly.Module(readFileSync(join(site, manifest["landside.wasm"])));
const exported = WebAssembly.Module.exports(module).map(({ name }) => name);
const written = readdirSync("app/src", { recursive: true })
  .filter((name) => name.endsWith(".rs"))
  .flatMap((name) => [...readFileSync(join("app/src", name), "utf8").matchAll(/^\s*#\[island\b[^]*?\bfn (\w+)/gm)])
  .map(([, name]) => name);
// Leptos calls the export by the component's name and a number.
const missing = written.filter((island) => !exported.some((name) => name.replace(/_\d+$/, "") === island && name !== island));

console.log(`${written.length} islands written: ${written.join(", ")}`);
if (missing.length > 0) {
  console.error(`not exported: ${missing.join(", ")}; the exports are ${exported.join(", ")}`);
  process.exit(1);
}
