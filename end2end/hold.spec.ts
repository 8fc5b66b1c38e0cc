// A booking on hold: paid in time on the provider's page, or let go (CHG-9).
import AxeBuilder from "@axe-core/playwright";
import { booking } from "./support/bookings.mjs";
import { expect, test, type Person } from "./support/test";
import { openTrip, prove } from "./support/trip";
import type { Language } from "./support/words";

test.describe.configure({ timeout: 180_000 });

/** Where people pay; `make test` starts one beside the server. */
const provider = process.env.LANDSIDE_PAYMENTS_URL;
/** Slow machines, and what is looked at once a minute, are waited for. */
const PATIENT = { timeout: 120_000 };

async function fine({ page, scripts }: Person): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), "nothing sticks out").toBe(true);
  if (scripts) expect((await new AxeBuilder({ page }).setLegacyMode(true).analyze()).violations).toEqual([]);
}

test("a booking on hold says by when it is to be paid, and is paid", async ({ person, scripts }, { project }) => {
  test.skip(!provider, "there is no provider to pay at");
  const language: Language = scripts ? "zh-CN" : "en";
  const own = booking("hold", project.name, language);
  const somebody = await person({ language, size: "small" });
  const { page, say } = somebody;
  const main = page.getByRole("main");
  await openTrip(somebody, own);
  await expect(main).toContainText(say.like("trip-hold-title"));
  await expect(main).toContainText(say.like("trip-hold-by"));
  await fine(somebody);
  // whoever only knows the name proves more first
  await page.getByRole("button", { name: say.like("trip-hold-pay") }).click();
  await prove(somebody, await person({ staff: "lead" }), own.email, new RegExp(`/trip/${own.locator}$`));
  await page.getByRole("button", { name: say.like("trip-hold-pay") }).click();
  // the way to the payment page stands there as soon as there is one; the page looks by itself
  await page.getByRole("link", { name: say("change-pay-go") }).click(PATIENT);
  await expect(page, "the provider's own page").toHaveURL(new RegExp(`^${provider}/`));
  await page.locator("#number").fill("4242 4242 4242 4242");
  await page.locator("#expiry").fill("08/39");
  await page.locator("#cvc").fill("123");
  await page.locator("button").click();
  await expect(page).toHaveURL(new RegExp(`/trip/${own.locator}`), PATIENT);
  await expect(async () => {
    await page.goto(`/trip/${own.locator}`);
    await expect(main).not.toContainText(say.like("trip-hold-title"), { timeout: 1_000 });
  }).toPass(PATIENT);
  await expect(page.getByRole("link", { name: say("change-do") }), "now it is a trip like any other").toBeVisible();
  await fine(somebody);
});

test("not paid by the hour that was told, it is let go", async ({ person, scripts }, { project }) => {
  const language: Language = scripts ? "zh-CN" : "en";
  const own = booking("lapse", project.name, language);
  const somebody = await person({ language, size: "small" });
  const { page, say } = somebody;
  await openTrip(somebody, own);
  await expect(async () => {
    await page.goto(`/trip/${own.locator}`);
    await expect(page.getByRole("main")).toContainText(say("trip-void"), { timeout: 1_000 });
  }).toPass(PATIENT);
  await expect(page.getByRole("button", { name: say.like("trip-hold-pay") })).toHaveCount(0);
  await fine(somebody);
});
