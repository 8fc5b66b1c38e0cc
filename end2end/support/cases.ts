// /cases/new and the case page.
import { expect, type Locator } from "@playwright/test";
import { unique, type Person } from "./test";
import { beginning, carrier } from "./words";

export const REFERENCE = /LS-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}/;

/** The guided questions of /cases/new. */
export class Questions {
  constructor(private readonly person: Person) {}

  private get page() {
    return this.person.page;
  }

  /** One of the choices of the question on the page. */
  choice(label: string): Locator {
    return this.page.getByRole("radio", { name: beginning(label) });
  }

  field(key: string): Locator {
    return this.page.getByLabel(this.person.say(key), { exact: true });
  }

  async go(): Promise<void> {
    await this.page.getByRole("button", { name: this.person.say("case-new-go"), exact: true }).click();
  }

  async back(): Promise<void> {
    await this.page.getByRole("main").getByRole("link", { name: this.person.say("back"), exact: true }).click();
  }

  /** The page's one question. */
  async asks(key: string): Promise<void> {
    await expect(this.page.getByRole("heading", { level: 1, name: this.person.say(key) })).toBeVisible();
  }

  /** Sent: the confirmation, and its reference. */
  async send(): Promise<string> {
    await this.page.getByRole("button", { name: this.person.say("case-new-send", { carrier: carrier(this.person.say.language) }) }).click();
    return this.confirmed();
  }

  async confirmed(): Promise<string> {
    await this.asks("case-opened-title");
    await expect(this.page).toHaveURL(new RegExp(`/cases/${REFERENCE.source}/opened$`));
    return REFERENCE.exec(this.page.url())![0];
  }
}

export interface Asked {
  reference: string;
  subject: string;
  words: string;
  email: string;
}

/** A case about a bag of this booking; the questions are answered by the same submissions, without the pages between. */
export async function bagCase({ context }: Person, locator: string, email: string): Promise<string> {
  const submit = async (form: Record<string, string>) => {
    const answer = await context.request.post("/cases/new", { form, timeout: 60_000 });
    expect(answer.status(), `${form.step} answered ${answer.status()}`).toBe(200);
    return answer;
  };
  await submit({ step: "kind", kind: "baggage" });
  await submit({ step: "topic", kind: "baggage", topic: "bag-missing", trip: locator });
  await submit({ step: "about", about: `${locator}:`, bag_tag: "" });
  await submit({ step: "words", subject: "My bag has not come", words: "Belt 7." });
  const check = await submit({ step: "reach", name: "Kim Journey", email });
  const key = /name="key"[^>]*value="([^"]+)"/.exec(await check.text())![1]!;
  return REFERENCE.exec((await submit({ step: "check", key })).url())![0];
}

/** A case without a booking; the questions are answered by the same submissions, without the pages between. */
export async function ask({ context, say }: Person, wishes: { email?: string } = {}): Promise<Asked> {
  const id = unique();
  const asked = { subject: `Seats ${id}`, words: `May my cello sit beside me? ${id}`, email: wishes.email ?? `passenger@mail.${id}` };
  const submit = async (form: Record<string, string>) => {
    const answer = await context.request.post("/cases/new", { form });
    expect(answer.status(), `${form.step} answered ${answer.status()}`).toBe(200);
    return answer;
  };
  await submit({ step: "kind", kind: "inquiry" });
  await submit({ step: "topic", kind: "inquiry", topic: "seat" });
  await submit({ step: "about", about: "none" });
  await submit({ step: "words", subject: asked.subject, words: asked.words });
  const check = await submit({ step: "reach", name: "Ana Lima", email: asked.email });
  const key = /name="key"[^>]*value="([^"]+)"/.exec(await check.text())?.[1];
  expect(key, "the page to check one's answers carries a key").toBeTruthy();
  const sent = await submit({ step: "check", key: key! });
  expect(await sent.text()).toContain(say("case-opened-title"));
  return { ...asked, reference: REFERENCE.exec(sent.url())![0] };
}

/** The page of a case, for whoever looks at it. */
export class CasePage {
  constructor(
    readonly person: Person,
    readonly reference: string,
  ) {}

  private get page() {
    return this.person.page;
  }

  private get say() {
    return this.person.say;
  }

  async open(): Promise<this> {
    await this.page.goto(`/cases/${this.reference}`);
    await expect(this.entries.first()).toBeVisible();
    return this;
  }

  get entries(): Locator {
    return this.page.getByRole("list", { name: this.say("case-conversation") }).getByRole("listitem");
  }

  /** The entries with these words. */
  entry(words: string): Locator {
    return this.entries.filter({ hasText: words });
  }

  button(key: string): Locator {
    return this.page.getByRole("main").getByRole("button", { name: this.say(key), exact: true });
  }

  /** How the case stands, as its head says it. */
  stage(key: string): Locator {
    // the last one shows: staff read it in the bar above as well, and of other cases in a fold
    return this.page.getByRole("main").getByText(this.say(key), { exact: true }).filter({ visible: true }).last();
  }

  get box(): Locator {
    return this.page.getByRole("main").getByRole("textbox").and(this.page.locator("[name=words]"));
  }

  /** A reply of staff's with these words that has not left yet. */
  held(words: string): Locator {
    return this.page.getByRole("list", { name: this.say("case-leaving") }).getByRole("listitem").filter({ hasText: words });
  }

  /** Writes, and lets what staff may take back leave at once. */
  async reply(words: string, key = "case-reply-send"): Promise<void> {
    await this.box.fill(words);
    await this.button(key).click();
    const held = this.held(words);
    await expect(this.entry(words).or(held)).toHaveCount(1);
    const now = held.getByRole("button", { name: this.say("case-send-now"), exact: true });
    // unless it leaves by itself meanwhile
    if (await held.count()) await now.click({ timeout: 12_000 }).catch(() => {});
    await expect(this.entry(words)).toHaveCount(1);
  }

  /** Waits until a reply has left by itself: ten seconds, and a second until somebody looks. */
  async left(words: string): Promise<void> {
    await expect(async () => {
      await this.news();
      await expect(this.entry(words)).toHaveCount(1, { timeout: 500 });
    }).toPass({ timeout: 60_000, intervals: [1_000] });
  }

  note(words: string): Promise<void> {
    return this.reply(words, "case-note-add");
  }

  /** Sees what the other side did: at once with scripts, after a reload without. */
  async news(): Promise<void> {
    if (!this.person.scripts) await this.page.reload();
  }
}
