// An agent changes a trip for somebody who calls: who is asking, a fee waived beyond their limit, a supervisor who agrees (CHG-4, CHG-8, OFF-2).
import AxeBuilder from "@axe-core/playwright";
import { booking } from "./support/bookings.mjs";
import { letter } from "./support/outbox";
import { NAMES, unfold } from "./support/staff";
import { expect, test, type Person } from "./support/test";
import { errors } from "./support/trip";
import type { Language } from "./support/words";

test.describe.configure({ timeout: 180_000 });

/** Slow machines are waited for. */
const PATIENT = { timeout: 60_000 };

async function fine({ page, scripts }: Person): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), "nothing sticks out").toBe(true);
  if (scripts) expect((await new AxeBuilder({ page }).setLegacyMode(true).analyze()).violations).toEqual([]);
}

test("a trip is changed for who calls, and a supervisor agrees to waive the fee", async ({ person, scripts }, { project }) => {
  // one journey in each language
  const language: Language = scripts ? "zh-CN" : "en";
  const own = booking("behalf", project.name, language);
  const agent = await person({ staff: "agent", language, size: "phone", grumbles: /4\d\d/ });
  const lead = await person({ staff: "lead", language, grumbles: /4\d\d/ });
  const { page, say } = agent;
  const main = page.getByRole("main");

  // from the telephone: who it is, then how one made sure
  await page.goto(`/desk/record?q=${own.locator}`);
  await main.getByRole("link", { name: new RegExp(own.people[0]!) }).first().click();
  await page.getByRole("link", { name: say("behalf-change"), exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: say("identify-title") })).toBeVisible();
  await fine(agent);
  await page.getByRole("button", { name: say("identify-go") }).click();
  await expect(errors(page)).toContainText(say("verify-how-missing"));
  await page.getByRole("radio", { name: say("verify-how-call-back") }).check();
  await page.getByRole("button", { name: say("identify-go") }).click();

  // the passenger's own pages, and on each of them for whom one acts
  await expect(page.getByRole("heading", { level: 1, name: say("change-who") })).toBeVisible();
  await expect(main).toContainText(say.like("behalf-title"));
  await fine(agent);
  await page.getByRole("button", { name: say("change-go") }).click();
  await page.getByRole("button", { name: say("change-go") }).click();
  await page.locator("#flight").getByRole("button").first().click();
  await expect(page).toHaveURL(new RegExp(`/trip/${own.locator}/change/[0-9a-f-]{36}$`));
  const change = page.url();
  await expect(main).toContainText(say.like("behalf-title"));
  await expect(main).toContainText(say("change-total-voucher"));

  // beyond the limit: nothing typed is lost, then it waits
  await unfold(page, say("waiver-title"));
  await page.getByLabel(say("waiver-why"), { exact: true }).fill("Promised on the telephone.");
  await page.getByRole("button", { name: say("waiver-go"), exact: true }).click();
  await expect(errors(page)).toContainText(say("waiver-ground-missing"));
  await expect(page.getByLabel(say("waiver-why"), { exact: true })).toHaveValue("Promised on the telephone.");
  await page.getByRole("radio", { name: say("waiver-promised") }).check();
  await page.getByRole("button", { name: say("waiver-go"), exact: true }).click();
  await expect(main).toContainText(say.like("waiver-waits-title"));
  await expect(page.getByRole("button", { name: say("change-confirm"), exact: true })).toHaveCount(0);
  await fine(agent);

  // the supervisor sees before, after and why; refusing needs words, agreeing none
  await lead.page.goto("/desk");
  await lead.page.getByRole("link", { name: lead.say("approvals-title") }).click();
  const asked = lead.page.locator("section").filter({ hasText: own.locator });
  await expect(asked).toContainText("Promised on the telephone.");
  await fine(lead);
  await asked.getByRole("button", { name: lead.say("approvals-no"), exact: true }).click();
  await expect(errors(lead.page)).toContainText(lead.say("waiver-refusal-missing"));
  await asked.getByLabel(lead.say("approvals-words"), { exact: true }).fill("Agreed.");
  await asked.getByRole("button", { name: lead.say("approvals-yes"), exact: true }).click();
  await expect(lead.page.locator("section").filter({ hasText: own.locator })).toHaveCount(0);

  // the agent's page says so by itself, line by line; it is confirmed, once
  await expect(main).toContainText(say.like("waiver-granted"), PATIENT);
  await expect(main).toContainText("Agreed.");
  await fine(agent);
  await page.getByRole("button", { name: say("change-confirm"), exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: say("change-done-change") })).toBeVisible();
  await expect(page).toHaveURL(change);
  await expect(main).toContainText(say("behalf-done", { by: NAMES.agent }));
  await fine(agent);
  await page.getByRole("link", { name: say("change-done-case") }).click();
  await expect(main).toContainText(NAMES.agent);
  const { body } = await letter(lead, own.email);
  expect(body).toContain(NAMES.agent);
});

test("administrators act for nobody, and agents approve nothing", async ({ person }, { project }) => {
  const own = booking("behalf", project.name, "en");
  const admin = await person({ staff: "admin", grumbles: /403/ });
  expect((await admin.page.goto(`/trip/${own.locator}/change`))!.status()).toBe(403);
  const agent = await person({ staff: "agent" });
  expect((await agent.context.request.get("/desk/approvals")).status()).toBe(403);
});
