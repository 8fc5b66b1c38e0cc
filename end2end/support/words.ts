// The portal's words, read from its own locale files: journeys look for what people read, in their language.
import { readFileSync } from "node:fs";

export type Language = "en" | "zh-CN";
export const LANGUAGES: readonly Language[] = ["en", "zh-CN"];

/** One language: `say("trip-open")`, `say("case-link-title", { reference })`. */
export interface Words {
  (key: string, values?: Record<string, string | number>): string;
  /** The same as a pattern: what is filled in may be anything. */
  like(key: string): RegExp;
  language: Language;
}

export function words(language: Language): Words {
  const messages = read(language);
  const message = (key: string): string => {
    const text = messages.get(key);
    if (text === undefined) throw new Error(`${language}.ftl has no "${key}"`);
    // words made of other words: { -airline }
    return text.replace(/\{ (-?[a-z][\w-]*) \}/g, (_, other: string) => message(other));
  };
  const say = (key: string, values: Record<string, string | number> = {}) => {
    const text = message(key).replace(/\{ \$(\w+) \}/g, (_, name: string) => {
      if (!(name in values)) throw new Error(`"${key}" needs a value for ${name}`);
      return String(values[name]);
    });
    if (text.includes("{")) throw new Error(`"${key}" chooses by number: use like()`);
    return text;
  };
  const like = (key: string) => new RegExp(pieces(message(key)).map(escape).join(".+?"));
  return Object.assign(say, { like, language });
}

/** What the carrier is called, as its token file has it. */
export function carrier(language: Language): string {
  const tokens = readFileSync(new URL("../../style/carrier.css", import.meta.url), "utf8");
  const name = new RegExp(`--carrier-name${language === "en" ? "" : "-zh"}: "([^"]+)"`).exec(tokens)?.[1];
  if (!name) throw new Error("style/carrier.css names no carrier");
  return name;
}

/** For accessible names that begin with a label and go on with its hint. */
export function beginning(label: string): RegExp {
  return new RegExp(`^\\s*${escape(label)}`);
}

/** A label with nothing before or after it. */
export function exactly(label: string): RegExp {
  return new RegExp(`^\\s*${escape(label)}\\s*$`);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
}

/** What stands around the outermost braces. */
function pieces(text: string): string[] {
  const found = [""];
  let depth = 0;
  for (const letter of text) {
    if (letter === "{" && depth++ === 0) found.push("");
    else if (letter === "}") depth--;
    else if (depth === 0) found[found.length - 1] += letter;
  }
  return found;
}

/** Messages of a Fluent file as far as ours go: `key = text`, indented lines go on. */
function read(language: Language): Map<string, string> {
  const source = readFileSync(new URL(`../../app/locales/${language}.ftl`, import.meta.url), "utf8");
  const messages = new Map<string, string>();
  let key = "";
  for (const line of source.split("\n")) {
    const start = /^(-?[a-z][\w-]*) = ?(.*)$/.exec(line);
    if (start) messages.set((key = start[1]), start[2]);
    else if (key && /^(\s+\S|})/.test(line)) messages.set(key, `${messages.get(key)}\n${line.trim()}`.trim());
    else if (line.startsWith("#")) key = "";
  }
  return messages;
}
