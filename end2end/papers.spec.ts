// Papers of a trip: certificates anybody verifies, receipts, boarding passes (DIS-7, CHG-6, CHG-11).
import AxeBuilder from "@axe-core/playwright";
import { booking } from "./support/bookings.mjs";
import { code } from "./support/outbox";
import { expect, test, type Person } from "./support/test";
import { DEMO, errors, openTrip } from "./support/trip";

test.describe.configure({ timeout: 180_000 });

/** Waits for what a loaded machine may take long over. */
const PATIENT = { timeout: 60_000 };

async function fine({ page, scripts }: Person): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), "nothing sticks out").toBe(true);
  if (scripts) expect((await new AxeBuilder({ page }).setLegacyMode(true).analyze()).violations).toEqual([]);
}

/** A PDF of ours: whole, and in the name it is saved under. */
async function pdf({ context }: Person, address: string, name: RegExp): Promise<void> {
  const answer = await context.request.get(address, PATIENT);
  expect(answer.status(), address).toBe(200);
  expect(answer.headers()["content-type"]).toBe("application/pdf");
  expect(answer.headers()["content-disposition"]).toMatch(name);
  const bytes = await answer.body();
  expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
  expect(bytes.subarray(-1_024).toString("latin1")).toContain("%%EOF");
}

test("who lost a flight has it certified, and anybody verifies it", async ({ language, person }, { project }) => {
  // whose party it is differs, so that no two browsers wait for each other's code
  const own = booking("papers", project.name, language);
  const somebody = await person({ language, size: "small", grumbles: /4\d\d/ });
  const desk = await person({ staff: "lead" });
  const { page, say } = somebody;
  const main = page.getByRole("main");

  // the name alone opens no papers
  await openTrip(somebody, own);
  await page.getByRole("link", { name: say("documents-do"), exact: false }).first().click();
  await expect(page).toHaveURL(/\/verify\?next=/, PATIENT);
  await page.getByRole("button", { name: say("verify-send") }).click();
  await page.getByLabel(say("verify-code"), { exact: true }).fill(await code(desk, own.email));
  await page.getByRole("button", { name: say("verify-check") }).click();
  await expect(page).toHaveURL(new RegExp(`/trip/${own.locator}/documents$`), PATIENT);
  await fine(somebody);
  await expect(main).toContainText(say("documents-certificates-none"));
  for (const tag of ["en", "zh-CN"]) await pdf(somebody, `/trip/${own.locator}/documents/receipt.pdf?language=${tag}`, new RegExp(`receipt-${own.locator}\\.pdf`));

  // nobody is checked in yet: a pass that is asked for says so
  await expect(main).toContainText(say("documents-pass-later"));

  // staff see the papers of a flight that was cancelled, and issue the certificate
  const helper = await person({ language, staff: "agent" });
  await helper.page.goto(`/trip/${DEMO.lindqvist.locator}/documents`);
  const whole = helper.page.getByRole("main");
  await expect(whole.getByRole("heading", { level: 1 })).toHaveText(helper.say("documents-title"), PATIENT);
  const issue = whole.getByRole("button", { name: /Erik/ });
  const issued = whole.getByRole("link", { name: /Erik/ }).filter({ hasText: /-[2-9A-Z]{4}-/ });
  // another project may have pressed it before
  if (await issue.count()) await issue.first().click();
  else await issued.first().click();
  await expect(helper.page).toHaveURL(/\/documents\/certificate\/[2-9A-Z-]{19}$/, PATIENT);
  const number = /certificate\/([2-9A-Z-]{19})$/.exec(helper.page.url())![1];
  await expect(whole).toContainText("Erik Lindqvist");
  for (const words of ["Certificate of flight cancellation", "航班取消证明"]) await expect(whole).toContainText(words);
  await fine(helper);
  await pdf(helper, `${new URL(helper.page.url()).pathname}/pdf`, new RegExp(`certificate-${number}\\.pdf`));

  // anybody verifies it: a slip is told, another code is nobody's, the right one shows initials only
  const stranger = await person({ language, size: "phone", grumbles: /4\d\d/ });
  await stranger.page.goto("/certificates");
  await fine(stranger);
  const typed = stranger.page.getByLabel(stranger.say("certificates-code"), { exact: true });
  const go = stranger.page.getByRole("button", { name: stranger.say("certificates-go") });
  await typed.fill("7K3M");
  await go.click();
  await expect(errors(stranger.page)).toContainText(stranger.say("certificate-code-form"), PATIENT);
  await expect(typed).toHaveValue("7K3M");
  await typed.fill(number.toLowerCase().replaceAll("-", " "));
  await go.click();
  await expect(stranger.page).toHaveURL(new RegExp(`/certificates/${number}$`), PATIENT);
  const seen = stranger.page.getByRole("main");
  await expect(seen).toContainText(stranger.say("certificates-good"));
  await expect(seen).toContainText("E. L.");
  await expect(seen).not.toContainText("Lindqvist");
  await fine(stranger);
  const unknown = await stranger.context.request.get("/certificates/2222-2222-2222-2222");
  expect(unknown.status()).toBe(404);
});

test("whoever is checked in has a pass to hold to the scanner; of another flight it says why not", async ({ person }) => {
  const helper = await person({ staff: "agent", size: "phone" });
  const { page, say } = helper;
  // the Okafors are checked in; the flight they go on with leaves at the end of the day
  await page.goto(`/trip/${DEMO.okafor.locator}/documents`);
  const pass = page.getByRole("main").getByRole("link", { name: /Ada/ }).filter({ hasText: /LD/ }).last();
  await pass.click();
  await expect(page).toHaveURL(/\/pass\/LD\d+\.[\d-]+\.[A-Z]{3}\/1$/, PATIENT);
  await expect(page.getByRole("img", { name: say.like("pass-code") })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Ada Okafor");
  await fine(helper);
  await pdf(helper, `${new URL(page.url()).pathname}/pdf`, /boarding-pass-LD\d+-1\.pdf/);

  // a flight that is not theirs any more
  await page.goto(`/trip/${DEMO.okafor.locator}/pass/LD1.2020-01-01.EWR/1`);
  await expect(page.getByRole("main")).toContainText(say("pass-replaced-text"));
  await fine(helper);
});
