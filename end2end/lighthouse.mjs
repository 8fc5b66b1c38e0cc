// Every passenger page through Lighthouse as a phone sees it: lighthouse.mjs ADDRESS
// `make bench` installs Lighthouse under .landside/tools and says where: LIGHTHOUSE=FOLDER. Its network is 1.6 Mbit/s with
// 150 ms a round trip, its processor four times slower: the figures of the budget.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { passengerPages } from "./support/addresses.mjs";

const BUDGET = { performance: 98, accessibility: 100, "best-practices": 100 };
const LARGEST_PAINT = 1200;
/** Refusals, which Lighthouse does not judge, and the door of the service office. */
const LEFT_OUT = ["nowhere", "case-link", "leave-unknown", "sign-in"];
const DEMO = { DEMO2A: "Rivera", DEMO3B: "Okafor", DEMO4C: "Lindqvist", DEMO5D: "Wang", DEMO6E: "Haddad" };
const FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

const [base, ...only] = process.argv.slice(2);
if (!base || !process.env.LIGHTHOUSE) throw new Error("usage: LIGHTHOUSE=FOLDER lighthouse.mjs ADDRESS [PAGE…]");
const installed = createRequire(join(process.env.LIGHTHOUSE, "node_modules", "x.js"));
const { default: lighthouse } = await import(pathToFileURL(installed.resolve("lighthouse")));
const { launch } = await import(pathToFileURL(installed.resolve("chrome-launcher")));

/** One passenger's browser, as far as cookies go. */
const jar = new Map();

async function send(path, form) {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const body = form && new URLSearchParams(form);
  const answer = await fetch(base + path, { method: form ? "POST" : "GET", body, headers: { cookie, origin: base }, redirect: "manual" });
  for (const line of answer.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
    jar.set(name, value);
  }
  return answer;
}

/** A case of this passenger's, through the guided questions. */
async function ask() {
  const submit = (form) => send("/cases/new", form);
  await submit({ step: "kind", kind: "inquiry" });
  await submit({ step: "topic", kind: "inquiry", topic: "seat" });
  await submit({ step: "about", about: "none" });
  await submit({ step: "words", subject: "A seat for my cello", words: "May it sit beside me?" });
  const check = await submit({ step: "reach", name: "Ana Lima", email: "ana.lima@example.com" });
  const page = await (await send(check.headers.get("location"))).text();
  const sent = await submit({ step: "check", key: /name="key"[^>]*value="([^"]+)"/.exec(page)[1] });
  return /LS-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(sent.headers.get("location"))[0];
}

async function aFlight() {
  const board = await (await send("/flights?board=departures&airport=EWR")).text();
  return /href="(\/flights\/LD\d+\/\d{4}-\d\d-\d\d)"/.exec(board)[1];
}

for (const [locator, family_name] of Object.entries(DEMO)) await send("/trip", { locator, family_name });
const pages = Object.entries(passengerPages(await ask(), await aFlight())).filter(([name]) =>
  only.length ? only.includes(name) : !LEFT_OUT.includes(name),
);
const chrome = await launch({ chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium", chromeFlags: FLAGS.split(" "), ignoreDefaultFlags: false });
try {
  for (const [name, path] of pages) await judge(name, path);
} finally {
  await chrome.kill();
}

/** One page; a second time where the first was too slow, because this machine does other things as well. */
async function judge(name, path) {
  let found = await look(path);
  if (found.failed.length > 0) found = better(found, await look(path));
  const { scores, paint, shift, failed } = found;
  const figure = `${Object.values(scores).join(" ")}, LCP ${(paint / 1000).toFixed(2)} s, CLS ${shift.toFixed(3)}`;
  console.log(`${`Lighthouse: ${name}`.padEnd(44)} ${figure.padEnd(34)} ${"98 100 100, 1.2 s, 0".padEnd(18)} ${failed.length ? "BROKEN" : "holds"}`);
  for (const line of failed) console.log(`  ${line}`);
}

function better(one, other) {
  return other.failed.length < one.failed.length || other.paint < one.paint ? other : one;
}

async function look(path) {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const { lhr } = await lighthouse(base + path, {
    port: chrome.port,
    logLevel: "silent",
    onlyCategories: Object.keys(BUDGET),
    formFactor: "mobile",
    extraHeaders: { cookie },
    // the session is in the header: clearing the browser's storage between pages does not end it
    disableStorageReset: false,
  });
  if (lhr.runtimeError) return { scores: {}, paint: Infinity, shift: 0, failed: [lhr.runtimeError.message] };
  const scores = Object.fromEntries(Object.keys(BUDGET).map((id) => [id, Math.round((lhr.categories[id].score ?? 0) * 100)]));
  const paint = lhr.audits["largest-contentful-paint"].numericValue;
  const shift = lhr.audits["cumulative-layout-shift"].numericValue;
  const failed = Object.entries(BUDGET).flatMap(([id, budget]) => (scores[id] < budget ? reasons(lhr, id) : []));
  if (paint > LARGEST_PAINT) failed.push(`the largest paint comes after ${Math.round(paint)} ms`);
  if (shift > 0) failed.push(`the layout shifts by ${shift}`);
  return { scores, paint, shift, failed };
}

/** The audits that cost a category its points. */
function reasons(lhr, id) {
  const lost = lhr.categories[id].auditRefs.filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 0.9);
  return lost.map(({ id: audit }) => `${id}: ${lhr.audits[audit].title} ${lhr.audits[audit].displayValue ?? ""}`);
}
