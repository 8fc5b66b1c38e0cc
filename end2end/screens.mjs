// Photographs of the running portal: screens.mjs ADDRESS readme|all [FOLDER]
//   readme  phone, laptop and desk for the README, into docs/
//   all     every page in each size, language and theme, into FOLDER, to be looked through
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { deskPages, passengerPages } from "./support/addresses.mjs";

const SIZES = { small: [320, 640], phone: [390, 844], laptop: [1280, 800], desk: [1680, 1050], kiosk: [1080, 1920], readme: [1280, 760] };
/** Largest file that belongs into the repository, in bytes. */
const LARGEST = 120_000;
const DEMO = { DEMO2A: "Rivera", DEMO3B: "Okafor", DEMO4C: "Lindqvist", DEMO5D: "王", DEMO6E: "Haddad" };

const [base, which, folder = which === "readme" ? "docs" : undefined] = process.argv.slice(2);
if (!base || !folder || !["readme", "all"].includes(which)) throw new Error("usage: screens.mjs ADDRESS readme|all [FOLDER]");
mkdirSync(folder, { recursive: true });

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--headless", "--no-sandbox"] });
try {
  const staff = await signIn();
  if (which === "readme") await readme(staff);
  else await all(staff);
} finally {
  await browser.close();
}

async function readme(staff) {
  const reference = await aCase(staff);
  const shots = [
    ["phone", "/trip/DEMO3B", "trip-phone", undefined],
    ["laptop", await aFlight(), "flight-laptop", undefined],
    ["readme", `/cases/${reference}`, "case-desk", staff],
  ];
  for (const [size, address, name, session] of shots) {
    const page = await visitor({ size, session });
    await page.goto(address);
    await shoot(page, join(folder, `${name}.png`));
    await page.context().close();
  }
}

async function all(staff) {
  for (const language of ["en", "zh-CN"]) {
    for (const dark of [false, true]) {
      for (const size of ["small", "phone", "laptop", "desk", "kiosk"]) {
        const passenger = await visitor({ size, language, dark });
        const pages = passengerPages(await ask(passenger), await aFlight());
        const agent = await visitor({ size, language, dark, session: staff });
        const desk = deskPages(await aCase(staff));
        for (const [page, list] of [[passenger, pages], [agent, desk]]) {
          for (const [name, address] of Object.entries(list)) {
            await page.goto(address);
            await page.screenshot({ path: join(folder, [name, size, language, dark ? "dark" : "light"].join(".") + ".png"), fullPage: true });
          }
          await page.context().close();
        }
      }
    }
  }
}

async function shoot(page, path) {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path });
  const bytes = statSync(path).size;
  console.log(`${path} ${(bytes / 1000).toFixed(0)} kB`);
  if (bytes > LARGEST) throw new Error(`${path} is larger than ${LARGEST / 1000} kB`);
}

async function visitor({ size = "laptop", language = "en", dark = false, session } = {}) {
  const [width, height] = SIZES[size];
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width, height },
    locale: language,
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
    storageState: session,
    extraHTTPHeaders: { "accept-language": language },
  });
  for (const [locator, family_name] of session ? [] : Object.entries(DEMO)) await context.request.post("/trip", { form: { locator, family_name } });
  return context.newPage();
}

/** The session of the demo's agent, by the button beside the name. */
async function signIn() {
  const page = await visitor();
  await page.goto("/desk");
  await page.getByRole("row").filter({ hasText: "agent@landside.example" }).getByRole("button").click();
  await page.getByRole("heading", { level: 1, name: /Mei/ }).waitFor();
  return page.context().storageState();
}

/** A case with a conversation, the first such of the agent's queue. */
async function aCase(staff) {
  const context = await browser.newContext({ baseURL: base, storageState: staff });
  const queue = await (await context.request.get("/desk/queue?language=en&state=working")).text();
  await context.close();
  return /LS-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(queue)[0];
}

async function aFlight() {
  const board = await (await fetch(`${base}/flights?board=departures&airport=EWR`)).text();
  return /href="(\/flights\/LD\d+\/\d{4}-\d\d-\d\d)"/.exec(board)[1];
}

/** A case of this passenger's, through the guided questions. */
async function ask(page) {
  const submit = (form) => page.context().request.post("/cases/new", { form });
  await submit({ step: "kind", kind: "inquiry" });
  await submit({ step: "topic", kind: "inquiry", topic: "seat" });
  await submit({ step: "about", about: "none" });
  await submit({ step: "words", subject: "A seat for my cello", words: "May it sit beside me?" });
  const check = await (await submit({ step: "reach", name: "Ana Lima", email: "ana.lima@example.com" })).text();
  const sent = await submit({ step: "check", key: /name="key"[^>]*value="([^"]+)"/.exec(check)[1] });
  return /LS-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(sent.url())[0];
}
