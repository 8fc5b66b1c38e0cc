// Colleagues at one case: what they arrange, prepared texts, taking a reply back, telling each other (OFF-2, INQ-5, INQ-9).
import { expect, test, unique, type Person } from "./support/test";
import { ask, CasePage } from "./support/cases";
import { letter } from "./support/outbox";
import { unfold } from "./support/staff";
import { errors } from "./support/trip";

test.use({ byTurns: true });

const bar = ({ page, say }: Person) => page.getByRole("region", { name: say("case-bar"), exact: true });
const aside = ({ page }: Person) => page.getByRole("complementary");
const box = (who: Person, key: string) => aside(who).getByLabel(who.say(key), { exact: true });

async function press(who: Person, key: string, place = 0): Promise<void> {
  await aside(who).getByRole("button", { name: who.say(key), exact: true }).nth(place).click();
}

async function inQueue({ page, say }: Person, query: string, subject: string): Promise<number> {
  await page.goto(`/desk/queue?${query}`);
  await expect(page.getByRole("searchbox", { name: say("queue-search") })).toBeVisible();
  return page.getByRole("row").filter({ hasText: subject }).count();
}

function day(ahead: number): string {
  return new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
}

test("tagged, put aside, followed up and linked: seen by colleagues, never by the passenger", async ({ person }) => {
  const passenger = await person();
  const email = `cello@mail.${unique()}`;
  const [asked, other] = [await ask(passenger, { email }), await ask(passenger, { email })];
  const mine = await new CasePage(passenger, asked.reference).open();
  const lead = await person({ staff: "lead" });
  const { page, say } = lead;
  const theirs = await new CasePage(lead, asked.reference).open();
  const tag = `t${unique()}`;

  await test.step("a tag, which is one word, finds the case in the queue", async () => {
    await unfold(page, say("case-tags"));
    await box(lead, "case-tag-add").fill("<b>");
    await press(lead, "case-tag-go");
    await expect(errors(page)).toContainText(say("case-tag-form"));
    await box(lead, "case-tag-add").fill(` #${tag.toUpperCase()} `);
    await press(lead, "case-tag-go");
    await expect(bar(lead)).toContainText(`#${tag}`);
    expect(await inQueue(lead, `tag=${tag}`, asked.subject)).toBe(1);
    await expect(page.getByRole("row").filter({ hasText: asked.subject })).toContainText(`#${tag}`);
  });

  await test.step("put aside, it is out of the queue until the passenger writes", async () => {
    await theirs.open();
    await unfold(page, say("case-later"));
    await press(lead, "case-aside-go");
    await expect(errors(page)).toContainText(say("case-until-missing"));
    await box(lead, "case-aside").selectOption("4");
    await press(lead, "case-aside-go");
    await expect(bar(lead)).toContainText(say("case-aside-bar"));
    expect(await inQueue(lead, `tag=${tag}`, asked.subject)).toBe(0);
    expect(await inQueue(lead, `tag=${tag}&rest=aside`, asked.subject)).toBe(1);
    await mine.reply("Any news of my cello?");
    expect(await inQueue(lead, `tag=${tag}`, asked.subject)).toBe(1);
  });

  await test.step("a follow-up on a day, by name", async () => {
    await theirs.open();
    await unfold(page, say("case-later"));
    await press(lead, "case-follow-up-go");
    await expect(errors(page)).toContainText(say("case-follow-up-day-missing"));
    await box(lead, "case-follow-up-on").fill(day(3));
    await box(lead, "case-follow-up-what").fill("Ask whether the seat was right.");
    await press(lead, "case-follow-up-go");
    await expect(theirs.entry("Ask whether the seat was right.")).toHaveCount(1);
    expect(await inQueue(lead, `tag=${tag}&rest=follow-up`, asked.subject), "not yet due").toBe(0);
  });

  await test.step("linked with the other case of the same person, in both", async () => {
    await theirs.open();
    await unfold(page, say("case-links"));
    await aside(lead).getByRole("button", { name: `${say("case-link-on")} ${other.reference}` }).click();
    await expect(theirs.entry(say("case-line-linked", { name: "Tomás Ruiz", reference: other.reference }))).toHaveCount(1);
    await new CasePage(lead, other.reference).open();
    await unfold(page, say("case-links"));
    await expect(aside(lead).getByRole("button", { name: `${say("case-link-off")} ${asked.reference}` })).toBeVisible();
  });

  const seen = await (await passenger.context.request.get(`/cases/${asked.reference}`)).text();
  for (const secret of [tag, "Ask whether the seat", other.reference]) expect(seen, secret).not.toContain(secret);
});

test("a reply is taken back within ten seconds, and leaves by itself when it is not", async ({ person }) => {
  const passenger = await person();
  const { reference } = await ask(passenger);
  const mine = await new CasePage(passenger, reference).open();
  const agent = await person({ staff: "agent" });
  const theirs = await new CasePage(agent, reference).open();
  const wrong = `meant for somebody else ${unique()}`;
  await theirs.box.fill(wrong);
  await theirs.button("case-reply-send").click();
  await expect(theirs.held(wrong)).toContainText(agent.say("case-leaves", { time: "" }).trim());
  await theirs.held(wrong).getByRole("button", { name: agent.say("case-undo"), exact: true }).click();
  await expect(theirs.held(wrong)).toHaveCount(0);
  await expect(theirs.box, "its words stand in the box again").toHaveValue(wrong);

  const right = `meant for you ${unique()}`;
  await theirs.box.fill(right);
  await theirs.button("case-reply-send").click();
  await expect(theirs.held(right)).toHaveCount(1);
  await mine.news();
  await expect(mine.entry(right)).toHaveCount(0);
  await expect(mine.stage("case-stage-answered")).toHaveCount(0);
  await theirs.left(right);
  await mine.left(right);
  await expect(mine.stage("case-stage-answered")).toBeVisible();
  expect(await passenger.page.content()).not.toContain(wrong);
});

test("whoever writes while a colleague answers is shown that first, and asked once", async ({ person }) => {
  const { reference } = await ask(await person());
  const [agent, lead] = [await person({ staff: "agent" }), await person({ staff: "lead" })];
  const [theirs, hers] = [await new CasePage(agent, reference).open(), await new CasePage(lead, reference).open()];
  const [first, second] = [`first ${unique()}`, `second ${unique()}`];
  await hers.box.fill(second);
  await theirs.reply(first);
  await hers.button("case-reply-send").click();
  await expect(errors(lead.page)).toContainText(lead.say("case-newer", { by: "Mei Chen" }));
  await expect(hers.entry(first)).toHaveCount(1);
  await expect(hers.box, "nothing typed is lost").toHaveValue(second);
  await hers.button("case-reply-send").click();
  await expect(hers.held(second)).toHaveCount(1);
});

test("a prepared text goes into the reply in the passenger's language, filled in; open gaps do not leave", async ({ person }) => {
  const passenger = await person({ language: "en" });
  const { reference } = await ask(passenger);
  const lead = await person({ staff: "lead", language: "zh-CN" });
  const { page, say } = lead;

  const title = `text ${unique()}`;
  await page.goto("/desk/phrases/new");
  await page.getByLabel(say("phrase-kind"), { exact: true }).selectOption("reply");
  for (const [language, words] of [["English", "Dear {name},\nyour {fligth} is late."], ["中文", "{name}，您好！"]] as const) {
    await page.getByLabel(say("phrase-title", { language }), { exact: true }).fill(title);
    await page.getByLabel(say("phrase-words", { language }), { exact: true }).fill(words);
  }
  const save = page.getByRole("button", { name: say("phrase-save"), exact: true });
  await save.click();
  await expect(errors(page)).toContainText(say("phrase-gap-unknown"));
  await expect(page.getByText(say.like("phrase-gap-unknown-at"))).toContainText("{fligth}");
  await page.getByLabel(say("phrase-words", { language: "English" }), { exact: true }).fill("Dear {name},\nyour case is {reference}, your flight {flight}.");
  await save.click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(page.getByText("LS-7K3M-9Q2F").first(), "as a passenger reads it").toBeVisible();

  const theirs = await new CasePage(lead, reference).open();
  await theirs.box.fill("Good morning.");
  await unfold(page, say("case-phrases"));
  await unfold(page, title);
  await aside(lead).getByRole("button", { name: `${say("case-phrase-put")} ${title}` }).click();
  const text = `Good morning.\n\nDear Ana Lima,\nyour case is ${reference}, your flight {flight}.`;
  await expect(theirs.box, "below what was typed").toHaveValue(text);
  await theirs.button("case-reply-send").click();
  await expect(errors(page)).toContainText(say("case-reply-gap"));
  await expect(theirs.box).toHaveValue(text);
  await theirs.reply(text.replace("{flight}", "LD 402"));

  const agent = await person({ staff: "agent" });
  await agent.page.goto("/desk/phrases");
  await agent.page.getByRole("link", { name: title }).click();
  await expect(agent.page.getByText(agent.say("phrase-not-yours"))).toBeVisible();
});

test("two agents on one case see each other, and that one is writing; the passenger sees neither", async ({ person }) => {
  const passenger = await person();
  const { reference } = await ask(passenger);
  const mine = await new CasePage(passenger, reference).open();
  const [agent, lead] = [await person({ staff: "agent" }), await person({ staff: "lead" })];
  const hers = await new CasePage(lead, reference).open();
  const theirs = await new CasePage(agent, reference).open();
  await expect(bar(agent), "whoever opened it is there").toContainText("Tomás Ruiz");
  await hers.news();
  await expect(bar(lead)).toContainText("Mei Chen");
  if (agent.scripts) {
    await theirs.box.pressSequentially("I am just wri");
    await expect(bar(lead)).toContainText(lead.say("case-with-writing", { name: "Mei Chen" }));
    await theirs.button("case-reply-send").click();
    const held = hers.held("I am just wri");
    await expect(held, "and what has not left yet").toHaveCount(1);
    await expect(held.getByRole("button")).toHaveCount(0);
  }
  await mine.open();
  const seen = await passenger.page.content();
  for (const name of ["Mei Chen", "Tomás Ruiz", "just wri"]) expect(seen).not.toContain(name);
  expect((await passenger.context.request.get(`/cases/${reference}/beside`)).status()).toBe(404);
});

test("a case goes on in another: it leads there, what is written lands there, and they come apart again", async ({ person }) => {
  const passenger = await person();
  const email = `cello@mail.${unique()}`;
  const [first, second, foreign] = [await ask(passenger, { email }), await ask(passenger, { email }), await ask(await person())];
  const mine = await new CasePage(passenger, first.reference).open();
  const words = `on the old page ${unique()}`;
  await mine.box.fill(words);

  const lead = await person({ staff: "lead" });
  const { page, say } = lead;
  const theirs = await new CasePage(lead, first.reference).open();
  const answer = await lead.context.request.post(`/cases/${first.reference}/merge`, { form: { into: foreign.reference } });
  expect(answer.status(), "somebody else's").toBe(422);
  expect(await answer.text()).toContain(say("case-merge-opener"));
  await unfold(page, say("case-links"));
  await box(lead, "case-merge").selectOption(second.reference);
  await press(lead, "case-merge-go");
  await expect(page.getByText(say("case-goes-on-in", { reference: second.reference }))).toBeVisible();
  await expect(theirs.box).toHaveCount(0);
  await expect(page.locator("#case-head")).toContainText(say("case-stage-merged", { reference: second.reference }));
  const desk = await person({ staff: "lead" });
  const told = await letter(desk, email, passenger.say.like("letter-merged-subject"));
  expect(told.body, "and the way on").toContain(first.reference);
  expect(told.subject).toContain(second.reference);

  await test.step("the passenger's page of before still sends, into the one that goes on", async () => {
    await mine.button("case-reply-send").click();
    await expect(passenger.page).toHaveURL(new RegExp(`/cases/${second.reference}#entry-`));
    await expect(new CasePage(passenger, second.reference).entry(words)).toHaveCount(1);
    await mine.open();
    await expect(passenger.page.getByText(say("case-goes-on-in", { reference: second.reference }))).toBeVisible();
    await expect(mine.box).toHaveCount(0);
    await passenger.page.getByRole("link", { name: say("case-goes-on-go") }).click();
    await expect(passenger.page).toHaveURL(new RegExp(`/cases/${second.reference}$`));
  });

  await new CasePage(lead, second.reference).open();
  await page.getByRole("button", { name: `${say("case-apart")} ${first.reference}` }).click();
  await expect(page).toHaveURL(new RegExp(`/cases/${first.reference}`));
  await expect(theirs.box).toBeVisible();
  await expect(theirs.entry(words)).toHaveCount(0);
  const apart = await letter(desk, email, passenger.say.like("letter-apart-subject"));
  for (const reference of [first.reference, second.reference]) expect(apart.body).toContain(reference);
  await mine.open();
  await mine.reply("Here again.");
});
