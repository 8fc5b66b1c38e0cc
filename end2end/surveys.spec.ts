// How was it: asked where a case is closed, answered on a phone, gone on with elsewhere, sent once (SUR-1, SUR-2, CMP-8).
import AxeBuilder from "@axe-core/playwright";
import { ask } from "./support/cases";
import { expect, test, type Person } from "./support/test";
import { errors } from "./support/trip";
import { beginning } from "./support/words";

test.describe.configure({ timeout: 180_000 });

async function fine({ page, scripts }: Person): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), "nothing sticks out").toBe(true);
  if (scripts) expect((await new AxeBuilder({ page }).setLegacyMode(true).analyze()).violations).toEqual([]);
}

test("a closed case is asked about, answered in two places and sent once", async ({ person, language, scripts }) => {
  const somebody = await person({ language, size: "small", grumbles: /4\d\d/ });
  const { page, say } = somebody;
  const { reference } = await ask(somebody);
  const lead = await person({ staff: "lead", language });
  const closed = await lead.context.request.post(`/cases/${reference}/closing`, { form: { because: "Your cello has a seat of its own." } });
  expect(closed.status()).toBe(200);

  // from the case, by one press
  await page.goto(`/cases/${reference}`);
  await page.getByRole("button", { name: say("survey-ask-go"), exact: true }).click();
  await expect(page).toHaveURL(/\/surveys\/[0-9a-f]{64}$/);
  const link = page.url();
  await fine(somebody);

  // what must be answered is; what was chosen stays
  const easy = page.getByRole("radio", { name: "6", exact: true });
  await easy.check();
  await page.getByRole("button", { name: say("survey-send"), exact: true }).click();
  await expect(errors(page)).toContainText(say("survey-answer-missing"));
  await expect(easy).toBeChecked();
  await fine(somebody);

  // by keyboard, as radios go; something is left to ask, and is kept meanwhile
  await page.getByRole("radio", { name: `2 ${say("survey-rating-2")}`, exact: true }).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: `3 ${say("survey-rating-3")}`, exact: true })).toBeChecked();
  await page.locator('input[name="q3"][value="partly"]').check();
  await page.getByRole("button", { name: say("survey-send"), exact: true }).click();
  await expect(page.getByRole("main")).toContainText(say("survey-more"));
  await fine(somebody);

  // on another device, in the other language, where it was left off; opening it spends nothing
  const other = await person({ language: language === "en" ? "zh-CN" : "en", size: "kiosk", grumbles: /4\d\d/ });
  await other.page.goto(link);
  await expect(other.page.getByRole("main")).toContainText(other.say("survey-more"));
  await fine(other);
  const words = other.page.getByRole("textbox");
  if (scripts) {
    // what is half written survives a reload
    await words.fill("My cello and I");
    await expect(other.page.getByText(other.say("case-draft-kept"), { exact: true })).toBeVisible();
    await other.page.reload();
    await expect(words).toHaveValue("My cello and I");
  }
  await words.fill("<script>alert(1)</script> \u202e😀");
  await other.page.getByRole("button", { name: other.say("survey-send"), exact: true }).click();
  await expect(other.page).toHaveURL(`${link}/thanks`);
  await expect(other.page.getByRole("heading", { level: 1, name: other.say("survey-thanks") })).toBeVisible();
  await fine(other);

  // counted in the report, which leads from the number to these very answers
  await lead.page.goto("/desk/reports?occasion=case&by=kind&from=2026-01");
  await fine(lead);
  const satisfied = lead.page.locator("#main").locator(".report__number a").first();
  await satisfied.click();
  await expect(lead.page).toHaveURL(/\/desk\/reports\/answers\?.*said=satisfaction/);
  await lead.page.goto("/desk/reports/answers?occasion=case&said=satisfaction.3-3");
  await fine(lead);
  const behind = lead.page.getByRole("row").filter({ hasText: "<script>alert(1)</script>" }).first();
  await behind.getByRole("link").click();
  await expect(lead.page.getByRole("main")).toContainText("<script>alert(1)</script>");
  await fine(lead);
  const file = await lead.context.request.get("/desk/reports.csv?occasion=case&by=kind");
  expect(file.headers()["content-type"]).toContain("text/csv");
  expect(await file.text()).toMatch(/^\ufeff?kind,/);

  // once
  expect((await page.goto(link))!.status()).toBe(410);
  await expect(page.getByRole("heading", { level: 1, name: say("survey-done") })).toBeVisible();
  await fine(somebody);
  await page.goto(`/cases/${reference}`);
  await expect(page.getByRole("button", { name: say("survey-ask-go"), exact: true })).toHaveCount(0);
});

test("staff ask by telephone; forged links and floods are turned away kindly", async ({ person, language }) => {
  const somebody = await person({ language, grumbles: /4\d\d/ });
  const { reference } = await ask(somebody);
  const lead = await person({ staff: "lead", language });
  await lead.context.request.post(`/cases/${reference}/closing`, { form: { because: "Your cello has a seat of its own." } });
  await lead.page.goto(`/cases/${reference}`);
  await lead.page.getByRole("button", { name: lead.say("survey-ask-telephone-go"), exact: true }).click();
  await expect(lead.page.getByRole("main")).toContainText(lead.say("survey-telephone"));
  const link = lead.page.url();

  const form = { place: "3", q4: "x".repeat(300_000) };
  expect((await lead.context.request.post(link, { form })).status()).toBe(413);
  // a link found on a colleague's screen is no way in
  expect((await somebody.context.request.post(link, { form: { place: "0", q1: "5" } })).status()).toBe(401);
  const long = await lead.context.request.post(link, { form: { place: "3", q4: "x".repeat(4_001) } });
  expect(long.status()).toBe(422);
  expect(await long.text()).toContain(lead.say("survey-answer-long"));

  await lead.page.locator('input[name="q1"][value="5"]').check();
  await lead.page.getByRole("button", { name: lead.say("survey-send-noted"), exact: true }).click();
  await expect(lead.page.getByRole("heading", { level: 1, name: lead.say("survey-entered") })).toBeVisible();
  await fine(lead);
  await lead.page.getByRole("link", { name: lead.say("survey-to-case"), exact: true }).click();
  await expect(lead.page).toHaveURL(new RegExp(`/cases/${reference}$`));

  expect((await somebody.page.goto(`/surveys/${"0".repeat(64)}`))!.status()).toBe(404);
  await expect(somebody.page.getByRole("heading", { level: 1, name: somebody.say("survey-unknown") })).toBeVisible();
  await fine(somebody);
});

test("what a colleague suggests is taken up, put in place, and told in public", async ({ person, language }) => {
  const agent = await person({ staff: "agent", language, grumbles: /422/ });
  const finding = `Nobody says where the belt is (${crypto.randomUUID()})`;
  await agent.page.goto("/desk/improvements");
  await agent.page.getByRole("link", { name: beginning(agent.say("improvement-new")) }).click();
  await agent.page.getByRole("button", { name: agent.say("improvement-suggest-go") }).click();
  await expect(errors(agent.page)).toContainText(agent.say("improvement-finding-missing"));
  await agent.page.getByLabel(agent.say("improvement-finding-ask"), { exact: true }).fill(finding);
  const key = await agent.page.locator('#main input[name="key"]').inputValue();
  // pressed twice by somebody who is in a hurry, and sent once more by a line that broke
  await agent.page.getByRole("button", { name: agent.say("improvement-suggest-go") }).dblclick();
  await expect(agent.page.getByRole("main")).toContainText(agent.say("improvement-suggested"));
  const again = await agent.context.request.post("/desk/improvements/new", { form: { key, link: "", finding, cases: "" } });
  expect(new URL(again.url()).pathname).toBe(new URL(agent.page.url()).pathname);
  await expect(agent.page.getByRole("button", { name: agent.say("improvement-take-up") })).toHaveCount(0);
  await fine(agent);

  const lead = await person({ staff: "lead", language });
  const { page, say } = lead;
  const main = page.getByRole("main");
  const fold = async (title: string) => {
    const details = main.locator("details").filter({ has: page.locator("summary", { hasText: title }) });
    await details.locator("summary").click();
    return details;
  };
  await page.goto(agent.page.url());
  await page.getByRole("button", { name: say("improvement-take-up") }).click();
  const why = await fold(say("improvement-why"));
  for (const number of [1, 2, 3, 4, 5]) {
    await why.getByLabel(say("improvement-why-number", { number }), { exact: true }).fill(`Because of reason ${number}`);
  }
  await why.getByLabel(say("improvement-cause"), { exact: true }).selectOption({ index: 1 });
  await why.getByRole("button", { name: say("improvement-save") }).dblclick();
  await expect(main).toContainText("→ Because of reason 5");
  const plan = await fold(say("improvement-measure"));
  await plan.getByLabel(say("improvement-measure-ask"), { exact: true }).fill("A sign");
  await plan.getByLabel(say("improvement-owner"), { exact: true }).selectOption({ label: "Mei Chen" });
  await plan.getByLabel(say("improvement-due"), { exact: true }).fill("2099-01-01");
  await plan.getByRole("button", { name: say("improvement-save") }).click();
  await page.getByRole("button", { name: beginning(say("improvement-begin")) }).click();
  const finish = await fold(say("improvement-finish"));
  await finish.getByLabel(say("improvement-effective"), { exact: true }).fill("2025-01-01");
  await finish.getByLabel(say("metric-ask"), { exact: true }).selectOption({ index: 1 });
  await finish.getByRole("button", { name: say("improvement-finish-go") }).click();
  await expect(main).toContainText(say("improvement-effect"));
  const words = await fold(say("improvement-words"));
  for (const language of ["English", "简体中文"]) {
    await words.getByLabel(say("improvement-said", { language }), { exact: true }).fill(finding);
    await words.getByLabel(say("improvement-did", { language }), { exact: true }).fill("A sign");
  }
  await words.getByRole("button", { name: say("improvement-save") }).click();
  await fine(lead);
  await page.getByRole("button", { name: beginning(say("improvement-publish")) }).dblclick();
  await expect(main).toContainText(say("improvement-did-publish"));

  const visitor = await person({ language, size: "small" });
  // a public page is as old as its copy
  await expect(async () => {
    await visitor.page.goto("/improvements");
    await expect(visitor.page.getByRole("main")).toContainText(finding, { timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await fine(visitor);
  await page.goto("/desk/feedback");
  await expect(page.getByRole("heading", { level: 1, name: say("feedback-title") })).toBeVisible();
  await fine(lead);
});

test("a supervisor writes a new version, is told what is wrong with it, and publishes it", async ({ person, language, scripts }) => {
  const lead = await person({ staff: "lead", language, grumbles: /4\d\d/ });
  const { page, say } = lead;
  const main = page.getByRole("main");
  // each of the journey's runs has a survey of its own
  const survey = scripts ? "quarter" : "after-change";
  await page.goto("/desk");
  await page.getByRole("link", { name: beginning(say("surveys-title")) }).click();
  await expect(page.getByRole("heading", { level: 1, name: say("surveys-title") })).toBeVisible();
  await fine(lead);
  await main.locator(`a[href="/desk/surveys/${survey}"]`).click();
  await page.getByRole("button", { name: say("survey-new-version"), exact: true }).click();
  await expect(main).toContainText(say("survey-sound"));
  await fine(lead);

  // a question in one language only, with a condition nobody can read: what was typed stays
  await page.getByRole("link", { name: say("survey-question-new"), exact: true }).click();
  await page.getByLabel(say("survey-question-id"), { exact: true }).fill("again");
  await page.getByLabel(say("survey-question-kind"), { exact: true }).selectOption("rating");
  await page.getByLabel(say("survey-question-ask", { language: "English" }), { exact: true }).fill("Would you do it again?");
  // while it is written it is seen
  if (scripts) await expect(main.locator("#preview").getByRole("group", { name: "Would you do it again?" }).first()).toBeVisible();
  await page.getByLabel(say("survey-question-when"), { exact: true }).fill("words");
  await page.getByLabel(say("survey-question-then"), { exact: true }).fill("some where");
  await page.getByRole("button", { name: say("survey-question-save"), exact: true }).click();
  await expect(errors(page)).toContainText(say("survey-then-line", { line: 1 }));
  // it is seen as far as it can be, whatever else is still wrong with it
  await expect(main.getByRole("group", { name: "Would you do it again?" }).first()).toBeVisible();
  await fine(lead);
  await page.getByLabel(say("survey-question-then"), { exact: true }).fill("");
  await page.getByRole("button", { name: say("survey-question-look"), exact: true }).click();
  await expect(main.getByRole("group", { name: "Would you do it again?" }).first()).toBeVisible();
  await fine(lead);
  await page.getByRole("button", { name: say("survey-question-save"), exact: true }).click();

  // found before it is published, and led to
  await expect(page.getByRole("button", { name: say("survey-publish"), exact: true })).toBeDisabled();
  await main.getByRole("link", { name: say("survey-find-words", { about: "中文" }) }).click();
  await page.getByLabel(say("survey-question-ask", { language: "中文" }), { exact: true }).fill("您会再次选择吗？");
  await page.getByRole("button", { name: say("survey-question-save"), exact: true }).click();
  await expect(main).toContainText(say("survey-sound"));
  await fine(lead);
  await page.getByRole("button", { name: say("survey-publish"), exact: true }).click();
  await expect(main).toContainText(say("survey-state-asked", { number: 2 }));
  await page.getByRole("link", { name: say("survey-preview"), exact: true }).click();
  await expect(main).toContainText(language === "en" ? "Would you do it again?" : "您会再次选择吗？");
  await fine(lead);

  const agent = await person({ staff: "agent", grumbles: /403/ });
  expect((await agent.page.goto("/desk/surveys"))!.status()).toBe(403);
});
