// Writing help: written by one, approved by another, found by everybody; two authors never overwrite each other (INQ-6).
import { expect, test, unique, type Page, type Person } from "./support/test";
import { unfold } from "./support/staff";
import { errors } from "./support/trip";

const fill = async ({ page, say }: Person, field: string, text: string) => page.getByLabel(say(`knowledge-field-${field}`), { exact: true }).fill(text);
const press = async ({ page, say }: Person, key: string, values = {}) => page.getByRole("button", { name: say(key, values), exact: true }).click();
const done = (page: Page, words: string) => expect(page.getByRole("status").filter({ hasText: words })).toBeVisible();

/** A new article of the service office, by somebody who writes for it. */
async function begin(author: Person): Promise<string> {
  const { page, say } = author;
  const slug = `test-${unique()}`;
  await page.goto("/desk/knowledge");
  await page.getByRole("link", { name: say("knowledge-new") }).click();
  await page.getByLabel(say("knowledge-slug"), { exact: true }).fill(slug);
  await page.getByLabel(say("knowledge-owner"), { exact: true }).selectOption("service");
  await page.getByLabel(say("knowledge-action"), { exact: true }).selectOption("trip");
  await press(author, "knowledge-new-go");
  await expect(page).toHaveURL(`/desk/knowledge/${slug}/en`);
  return slug;
}

async function write(author: Person, title: string, body: string): Promise<void> {
  await fill(author, "title", title);
  await fill(author, "summary", "The short answer.");
  await fill(author, "body", body);
}

test("an article is written, sent back, approved by somebody else and found", async ({ language, person }) => {
  const author = await person({ language, staff: "agent" });
  const reviewer = await person({ language, staff: "lead" });
  const word = unique();
  const slug = await begin(author);
  const here = `/desk/knowledge/${slug}/en`;

  // a preview keeps what was typed, for who leaves and comes back, and says which links lead nowhere
  await write(author, `All about ${word}`, "## Now\n\nSee [this](/help/nothing-here) and [that](https://example.org).");
  await press(author, "knowledge-preview");
  await expect(author.page.locator("#preview").getByRole("heading", { name: "Now" })).toBeVisible();
  await expect(author.page.locator("#preview")).toContainText("/help/nothing-here");
  await expect(author.page.getByLabel(author.say("knowledge-field-title"), { exact: true })).toHaveValue(`All about ${word}`);
  await done(author.page, author.say("knowledge-done-saved"));
  await author.page.goto(here);
  await expect(author.page.getByLabel(author.say("knowledge-field-body"), { exact: true })).toHaveValue(/nothing-here/);
  await press(author, "knowledge-send");
  await expect(errors(author.page)).toContainText(author.say("knowledge-links-broken"));
  await fill(author, "body", "## Now\n\nSee [help](/help).");
  await press(author, "knowledge-send");
  await done(author.page, author.say("knowledge-done-sent"));

  // its author may not decide
  await author.page.goto(here);
  await expect(author.page.getByText(author.say("knowledge-waits-other"))).toBeVisible();
  await expect(author.page.getByRole("button", { name: author.say("knowledge-publish-now") })).toBeHidden();

  // somebody else sends it back with a reason
  await reviewer.page.goto(here);
  await press(reviewer, "knowledge-send-back-go");
  await expect(errors(reviewer.page)).toContainText(reviewer.say("knowledge-reason-missing"));
  await reviewer.page.getByLabel(reviewer.say("knowledge-reason"), { exact: true }).fill("Say where.");
  await press(reviewer, "knowledge-send-back-go");
  await done(reviewer.page, reviewer.say("knowledge-done-back"));
  await author.page.goto(here);
  await expect(author.page.getByText("Say where.")).toBeVisible();
  await fill(author, "body", "## Now\n\nAt the counter.");
  await press(author, "knowledge-send");

  // and approves it: from then on it is read and found
  await reviewer.page.goto(here);
  await press(reviewer, "knowledge-publish-now");
  await expect(errors(reviewer.page)).toContainText(reviewer.say("knowledge-checked-first"));
  await reviewer.page.getByRole("checkbox", { name: reviewer.say("knowledge-checked") }).check();
  await press(reviewer, "knowledge-publish-now");
  await done(reviewer.page, reviewer.say("knowledge-done-published"));
  const reader = await person();
  await reader.page.goto(`/help?q=${word}`);
  await reader.page.locator(`#help-found a[href="/help/${slug}"]`).click();
  await expect(reader.page.getByText("At the counter.")).toBeVisible();

  // the next version says what changed, word by word
  await author.page.goto(here);
  await press(author, "knowledge-start", { language: "English" });
  await fill(author, "body", "## Now\n\nAt the desk.");
  await press(author, "knowledge-save");
  await done(author.page, author.say("knowledge-done-saved"));
  await author.page.goto(`${here}/compare?from=1&to=2`);
  await expect(author.page.locator("del")).toHaveText("counter");
  await expect(author.page.locator("ins")).toHaveText("desk");

  // taken away, it is found no more
  await author.page.goto(here);
  await unfold(author.page, author.say("knowledge-give-up"));
  await press(author, "knowledge-give-up-go");
  await reviewer.page.goto(here);
  await unfold(reviewer.page, reviewer.say("knowledge-withdraw"));
  await press(reviewer, "knowledge-withdraw-go");
  await done(reviewer.page, reviewer.say("knowledge-done-withdrawn"));
  // public pages are told from their copy for two seconds
  await expect.poll(async () => (await reader.page.request.get(`/help/${slug}`)).status()).toBe(404);
});

test("two authors at once: neither text is lost", async ({ person }) => {
  const one = await person({ staff: "agent" });
  const two = await person({ staff: "admin" });
  const slug = await begin(one);
  await two.page.goto(`/desk/knowledge/${slug}/en`);
  await write(one, "Written by one", "One line.\n\nThe first text.");
  await press(one, "knowledge-save");
  await done(one.page, one.say("knowledge-done-saved"));

  await write(two, "Written by two", "One line.\n\nThe second text.");
  await press(two, "knowledge-save");
  await expect(errors(two.page)).toContainText(two.say("knowledge-edited"));
  await expect(two.page.getByLabel(two.say("knowledge-field-body"), { exact: true })).toHaveValue("One line.\n\nThe second text.");
  await expect(two.page.locator(".differences del").filter({ hasText: "first" })).toBeVisible();
  await expect(two.page.locator(".differences ins").filter({ hasText: "second" })).toBeVisible();
  await fill(two, "body", "One line.\n\nThe first text and the second.");
  await press(two, "knowledge-save");
  await done(two.page, two.say("knowledge-done-saved"));

  // sent meanwhile: what the other one typed is still in front of them
  await one.page.goto(`/desk/knowledge/${slug}/en`);
  await fill(one, "body", "Too late.");
  await press(two, "knowledge-send");
  await press(one, "knowledge-save");
  await expect(errors(one.page)).toContainText(one.say("knowledge-moved-on"));
  await expect(one.page.getByLabel(one.say("knowledge-unsaved"), { exact: true })).toHaveValue(/Too late\./);
});

test("an hour to come, a translation beside its original, and the facts", async ({ person }) => {
  const author = await person({ staff: "agent" });
  const reviewer = await person({ staff: "lead" });
  const slug = await begin(author);
  await write(author, "For later", "The text.");
  await press(author, "knowledge-send");
  await reviewer.page.goto(`/desk/knowledge/${slug}/en`);
  await reviewer.page.getByRole("checkbox", { name: reviewer.say("knowledge-checked") }).check();
  await reviewer.page.getByLabel(reviewer.say("knowledge-day"), { exact: true }).fill("2020-01-01");
  await reviewer.page.getByLabel(reviewer.say("knowledge-time"), { exact: true }).fill("08:00");
  await press(reviewer, "knowledge-publish-later");
  await expect(errors(reviewer.page)).toContainText(reviewer.say("knowledge-hour-past"));
  await reviewer.page.getByLabel(reviewer.say("knowledge-day"), { exact: true }).fill("2099-01-01");
  await press(reviewer, "knowledge-publish-later");
  await done(reviewer.page, reviewer.say("knowledge-done-scheduled"));
  await expect(reviewer.page.getByText("1 January 2099, 08:00").first()).toBeVisible();
  await reviewer.page.goto(`/desk/knowledge/${slug}/en`);
  await reviewer.page.getByLabel(reviewer.say("knowledge-reason"), { exact: true }).fill("Now after all.");
  await press(reviewer, "knowledge-stop-go");
  await author.page.goto(`/desk/knowledge/${slug}/en`);
  await press(author, "knowledge-send");
  await reviewer.page.goto(`/desk/knowledge/${slug}/en`);
  await reviewer.page.getByRole("checkbox", { name: reviewer.say("knowledge-checked") }).check();
  await press(reviewer, "knowledge-publish-now");
  await done(reviewer.page, reviewer.say("knowledge-done-published"));

  // the translation has the original beside it and says which version it renders
  await author.page.goto(`/desk/knowledge/${slug}/zh-CN`);
  await press(author, "knowledge-start", { language: "中文" });
  await expect(author.page.locator(".rendering")).toContainText("The text.");
  await expect(author.page.getByText(author.say("knowledge-moved"))).toBeVisible();
  await write(author, "以后", "正文。");
  await author.page.getByLabel(author.say("knowledge-renders", { number: 1 })).check();
  await press(author, "knowledge-save");
  await done(author.page, author.say("knowledge-done-saved"));
  await expect(author.page.getByText(author.say("knowledge-moved"))).toBeHidden();

  // facts hold at once, so who answers for the article sets them
  await author.page.goto(`/desk/knowledge/${slug}`);
  await expect(author.page.getByRole("button", { name: author.say("knowledge-facts-save") })).toBeHidden();
  await reviewer.page.goto(`/desk/knowledge/${slug}`);
  await reviewer.page.getByLabel(reviewer.say("knowledge-related"), { exact: true }).fill("no-such-article");
  await press(reviewer, "knowledge-facts-save");
  await expect(errors(reviewer.page)).toContainText(reviewer.say("knowledge-related-unknown"));
  await reviewer.page.getByLabel(reviewer.say("knowledge-related"), { exact: true }).fill("liquids");
  await press(reviewer, "knowledge-facts-save");
  await done(reviewer.page, reviewer.say("knowledge-done-facts"));
});

test("the list leads from a filter to an article, and passengers never see it", async ({ person }) => {
  const agent = await person({ staff: "agent", size: "phone" });
  await agent.page.goto("/desk/knowledge");
  await agent.page.getByLabel(agent.say("knowledge-owner"), { exact: true }).selectOption("baggage");
  await agent.page.getByLabel(agent.say("knowledge-state"), { exact: true }).selectOption("published");
  await agent.page.getByRole("button", { name: agent.say("queue-show") }).click();
  await expect(agent.page).toHaveURL(/department=baggage/);
  await agent.page.locator('a[href="/desk/knowledge/bag-missing"]').click();
  await expect(agent.page.getByRole("heading", { level: 1 })).toBeVisible();
  const passenger = await person();
  await passenger.page.goto("/desk/knowledge/bag-missing");
  await expect(passenger.page).toHaveURL(/\/desk\?next=/);
});
