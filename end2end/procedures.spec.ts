// Procedures beside the steps they belong to: written by one, approved by another, read at exactly one version, never by passengers (OFF-7).
import { expect, test, unique, type Page, type Person } from "./support/test";
import { ask, CasePage } from "./support/cases";
import { unfold } from "./support/staff";
import { errors } from "./support/trip";

const press = async ({ page, say }: Person, key: string, values = {}) => page.getByRole("button", { name: say(key, values), exact: true }).click();
const done = (page: Page, words: string) => expect(page.getByRole("status").filter({ hasText: words })).toBeVisible();

async function write({ page, say }: Person, title: string, body: string): Promise<void> {
  await page.getByLabel(say("knowledge-field-title"), { exact: true }).fill(title);
  await page.getByLabel(say("procedure-summary"), { exact: true }).fill("One sentence.");
  await page.getByLabel(say("knowledge-field-body"), { exact: true }).fill(body);
}

test("a procedure is written, approved by somebody else and stands beside its step", async ({ language, person }) => {
  const author = await person({ language, staff: "agent" });
  const reviewer = await person({ language, staff: "lead" });
  const passenger = await person();
  const { reference } = await ask(passenger);
  const slug = `test-${unique()}`;
  const title = `Singing ${unique()}`;

  await author.page.goto("/desk/procedures");
  await author.page.getByRole("link", { name: author.say("procedure-new") }).click();
  await author.page.getByLabel(author.say("knowledge-slug"), { exact: true }).fill(slug);
  await author.page.getByLabel(author.say("procedure-owner"), { exact: true }).selectOption("service");
  await press(author, "knowledge-new-go");
  await expect(errors(author.page)).toContainText(author.say("procedure-step-missing"));
  await expect(author.page.getByLabel(author.say("knowledge-slug"), { exact: true })).toHaveValue(slug);
  await author.page.getByLabel(author.say("procedure-step"), { exact: true }).selectOption("answer");
  await author.page.getByLabel(author.say("procedure-kind"), { exact: true }).selectOption("inquiry");
  await press(author, "knowledge-new-go");
  await expect(author.page).toHaveURL(`/desk/procedures/${slug}/en`);

  // links lead to what there is, the desk's own pages too
  await write(author, title, "1. Look [here](/desk/procedures/nothing-here).\n2. Sing.");
  await press(author, "knowledge-send");
  await expect(errors(author.page)).toContainText(author.say("knowledge-links-broken"));
  await write(author, title, "1. Look into [the queue](/desk/queue).\n2. Sing softly.");
  await press(author, "knowledge-send");
  await done(author.page, author.say("knowledge-done-sent"));
  await author.page.goto(`/cases/${reference}`);
  await expect(author.page.getByText(title)).toHaveCount(0);

  await reviewer.page.goto(`/desk/procedures/${slug}/en`);
  await reviewer.page.getByRole("checkbox", { name: reviewer.say("knowledge-checked") }).check();
  await press(reviewer, "knowledge-publish-now");
  await done(reviewer.page, reviewer.say("procedure-done-published"));

  // beside the reply, with its version and the address that keeps it
  await author.page.goto(`/cases/${reference}`);
  await unfold(author.page, title);
  const fold = author.page.locator("details").filter({ hasText: title });
  await expect(fold.getByText("Sing softly.")).toBeVisible();
  await expect(fold.getByRole("link").first()).toHaveAttribute("href", `/desk/procedures/${slug}/en/1`);

  // a newer version holds; what was read stays at its address and says so
  await author.page.goto(`/desk/procedures/${slug}/en`);
  await press(author, "knowledge-start", { language: "English" });
  await write(author, title, "1. Look into [the queue](/desk/queue).\n2. Sing loudly.");
  await press(author, "knowledge-send");
  await reviewer.page.goto(`/desk/procedures/${slug}/en`);
  await press(reviewer, "knowledge-publish-now");
  await author.page.goto(`/cases/${reference}`);
  await unfold(author.page, title);
  await expect(fold.getByText("Sing loudly.")).toBeVisible();
  await author.page.goto(`/desk/procedures/${slug}/en/1`);
  await expect(author.page.getByText("Sing softly.")).toBeVisible();
  await expect(author.page.getByText(author.say("knowledge-version-over"))).toBeVisible();
  await author.page.getByRole("link", { name: author.say("knowledge-version-now", { number: 2 }) }).click();
  await expect(author.page.getByText("Sing loudly.")).toBeVisible();
  await author.page.goto(`/desk/procedures/${slug}/en/compare?from=1&to=2`);
  await expect(author.page.locator("del")).toHaveText("softly");

  // passengers meet it nowhere
  await passenger.page.goto(`/cases/${reference}`);
  await expect(passenger.page.locator("h1")).toBeVisible();
  expect(await passenger.page.content()).not.toContain(title);
  await passenger.page.goto(`/desk/procedures/${slug}/en/1`);
  await expect(passenger.page).toHaveURL(/\/desk\?next=/);
  expect((await passenger.page.request.get(`/help/${slug}`)).status()).toBe(404);

  // retired, it stands beside nothing
  await reviewer.page.goto(`/desk/procedures/${slug}/en`);
  await unfold(reviewer.page, reviewer.say("knowledge-withdraw"));
  await press(reviewer, "knowledge-withdraw-go");
  await done(reviewer.page, reviewer.say("procedure-done-withdrawn"));
  await author.page.goto(`/cases/${reference}`);
  await expect(author.page.getByText(title)).toHaveCount(0);
});

test("every step of a case and of a call says how it is done", async ({ person }) => {
  const { reference } = await ask(await person());
  const agent = await person({ staff: "agent", size: "phone" });
  await new CasePage(agent, reference).open();
  await expect(agent.page.locator('a[href="/desk/procedures/take-case/en/1"]')).toHaveCount(1);
  await press(agent, "case-take");
  for (const slug of ["check-identity", "raise-case", "close-case", "answer-case", "hand-over-case", "bring-in-department", "sort-case", "put-aside", "join-cases"]) {
    await expect(agent.page.locator(`a[href="/desk/procedures/${slug}/en/1"]`), slug).toHaveCount(1);
  }
  await agent.page.goto("/desk/record?who=nobody");
  for (const slug of ["record-call", "check-identity"]) await expect(agent.page.locator(`a[href="/desk/procedures/${slug}/en/1"]`), slug).toHaveCount(1);
  const lead = await person({ staff: "lead" });
  await lead.page.goto("/desk/procedures/close-case");
  await lead.page.getByLabel(lead.say("knowledge-reviewed"), { exact: true }).fill("2099-01-01");
  await press(lead, "knowledge-facts-save");
  await expect(errors(lead.page)).toContainText(lead.say("knowledge-reviewed-wrong"));
});
