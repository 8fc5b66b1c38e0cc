// What every spec begins with: people with a browser of their own, and no page that complains in its console.
import { test as base, expect, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "@playwright/test";
import { SESSIONS, type Staff } from "./staff";
import { words, type Language, type Words } from "./words";

export { expect };
export type { Page };

export interface Wishes {
  language?: Language;
  /** Signed in at the desk already. */
  staff?: Staff;
  size?: keyof typeof SIZES;
  dark?: boolean;
  /** Lets messages like these stand in the console. */
  grumbles?: RegExp;
}

export const SIZES = {
  small: { width: 320, height: 640 },
  phone: { width: 390, height: 844 },
  laptop: { width: 1280, height: 800 },
  desk: { width: 1680, height: 1050 },
  kiosk: { width: 1080, height: 1920 },
} as const;

/** Somebody with a browser of their own. */
export interface Person {
  page: Page;
  context: BrowserContext;
  say: Words;
  scripts: boolean;
}

interface Given {
  person: (wishes?: Wishes) => Promise<Person>;
  scripts: boolean;
  /** One of a journey's two runs is in Chinese on a phone, the other in English on a laptop; which of them has scripts goes by turns. */
  byTurns: boolean;
  /** Of a journey's two runs: which of them is in Chinese goes by turns, as with `byTurns`. */
  language: Language;
}

export const test = base.extend<Given>({
  byTurns: [false, { option: true }],
  scripts: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled),
  language: async ({ scripts }, use, info) => use(odd(info.title) === scripts ? "zh-CN" : "en"),
  person: async ({ browser, scripts, byTurns, language }, use) => {
    const guise: Wishes = byTurns ? { language, size: language === "en" ? "laptop" : "phone" } : {};
    const everybody: { context: BrowserContext; complaints: string[] }[] = [];
    await use(async (asked = {}) => {
      const wishes = { ...guise, ...asked };
      const context = await newContext(browser, scripts, wishes);
      const complaints = listen(context, wishes.grumbles);
      everybody.push({ context, complaints });
      return { page: await context.newPage(), context, say: words(wishes.language ?? "en"), scripts };
    });
    for (const { context } of everybody) await context.close();
    expect(everybody.flatMap(({ complaints }) => complaints), "what browsers complained about").toEqual([]);
  },
});

/** Half of all titles are. */
function odd(title: string): boolean {
  return [...title].reduce((sum, letter) => sum + letter.codePointAt(0)!, 0) % 2 === 1;
}

export async function newContext(browser: Browser, scripts: boolean, wishes: Wishes): Promise<BrowserContext> {
  const options: BrowserContextOptions = {
    javaScriptEnabled: scripts,
    locale: wishes.language ?? "en",
    viewport: SIZES[wishes.size ?? "laptop"],
    colorScheme: wishes.dark ? "dark" : "light",
    reducedMotion: "reduce",
    storageState: wishes.staff && SESSIONS[wishes.staff],
    // each browser is a household of its own, as the limits see it
    extraHTTPHeaders: { "x-forwarded-for": network(), "accept-language": wishes.language ?? "en" },
  };
  return browser.newContext(options);
}

export function network(): string {
  const part = () => Math.floor(Math.random() * 254) + 1;
  return `10.${part()}.${part()}.${part()}`;
}

/** Errors in the console, faults in scripts and breaches of the security policy, from every page. */
function listen(context: BrowserContext, grumbles?: RegExp): string[] {
  const complaints: string[] = [];
  const note = (where: string, text: string) => {
    if (!grumbles?.test(text)) complaints.push(`${where}: ${text}`);
  };
  context.on("weberror", (error) => note(error.page()?.url() ?? "", error.error().message));
  context.on("console", (message) => {
    const page = message.page()?.url() ?? "";
    const text = message.text();
    // Chromium says so of every page that answers 4xx: asked for by the tests themselves
    const answer = /^Failed to load resource: the server responded with a status of 4\d\d/.test(text);
    if (message.type() === "error" && !(answer && isDocument(message.location().url, page))) note(page, `${text} (${message.location().url})`);
  });
  return complaints;
}

function isDocument(address: string, page: string): boolean {
  const path = (url: string) => (url ? new URL(url).pathname : "");
  return path(address) === path(page) || /^\/(bags|cases|trip|desk|flights|surveys|nowhere)(\/|$)/.test(path(address));
}

/** A word nobody else uses, to find one's own things by. */
export function unique(): string {
  return Math.random().toString(36).slice(2, 10).replace(/[^a-z]/g, "x");
}
