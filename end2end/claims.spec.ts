// A claim for a bag that came late: the rules first, then the list with its photos, an offer, another decision, the money (BAG-6).
import AxeBuilder from "@axe-core/playwright";
import { booking } from "./support/bookings.mjs";
import { bagCase } from "./support/cases";
import { expect, test, type Person } from "./support/test";
import { errors, openTrip, prove } from "./support/trip";

/** Slow machines are waited for. */
const PATIENT = { timeout: 60_000 };
/** Where money owed is paid out; `make test` starts one beside the server. */
const provider = process.env.LANDSIDE_PAYMENTS_URL;

async function fine({ page, scripts }: Person): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), "nothing sticks out").toBe(true);
  if (scripts) expect((await new AxeBuilder({ page }).setLegacyMode(true).analyze()).violations).toEqual([]);
}

/** A yellow picture, small. */
const PHOTO = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGCAIAAABxZ0isAAAAEUlEQVR42mM4sUUDK2IYSAkAMi9OwcJbstEAAAAASUVORK5CYII=",
  "base64",
);

test("a late bag is claimed for, offered, appealed and paid", async ({ language, person }, { project }) => {
  test.setTimeout(240_000);
  const own = booking("claim", project.name, language);
  const somebody = await person({ language, size: "phone", grumbles: /4\d\d/ });
  const desk = await person({ staff: "lead", language, grumbles: /4\d\d/ });
  const agent = await person({ staff: "agent", language, grumbles: /4\d\d/ });
  const { page, say } = somebody;
  const main = page.getByRole("main");
  const press = (key: string) => main.getByRole("button", { name: say(key), exact: true }).click();
  const asks = (key: string) => expect(main.getByRole("heading", { level: 1, name: say(key) })).toBeVisible(PATIENT);

  await openTrip(somebody, own);
  const reference = await bagCase(somebody, own.locator, own.email);
  const claim = `/cases/${reference}/claim`;

  // what is owed, before any form; who may claim is proved before the first question
  await page.goto(`/cases/${reference}`);
  await main.getByRole("link", { name: say("claim-link"), exact: true }).click();
  await asks("claim-title");
  await expect(main).toContainText("14 CFR 254.4");
  await expect(main).toContainText(/4,?700/);
  await fine(somebody);
  await press("claim-begin");
  await prove(somebody, desk, own.email, new RegExp(`${claim}\\?step=harm`));

  // one question a page; what is missing is told, what was typed stays
  await press("case-new-go");
  await expect(errors(page)).toContainText(say("claim-harm-missing"), PATIENT);
  await fine(somebody);
  await main.getByRole("radio", { name: say("claim-harm-loss") }).check();
  await press("case-new-go");
  await expect(errors(page), "nothing is lost after a day").toContainText(say("claim-harm-early"), PATIENT);
  await main.getByRole("radio", { name: say("claim-harm-delay") }).check();
  await press("case-new-go");
  await asks("claim-ask-days");
  const arrived = await main.getByLabel(say("claim-arrived"), { exact: true }).inputValue();
  await press("case-new-go");
  await asks("claim-ask-home");
  await main.getByRole("radio", { name: say("claim-home-no") }).check();
  await main.getByLabel(say("claim-currency"), { exact: true }).selectOption("USD");
  await press("case-new-go");
  for (const [what, cost] of [["Shirt", "80"], ["Shoes", "70.00"]] as const) {
    await asks("claim-ask-item");
    await main.getByLabel(say("claim-what"), { exact: true }).fill(what);
    if (what === "Shirt") {
      await main.locator("input[type=file]").setInputFiles({ name: "receipt.png", mimeType: "image/png", buffer: PHOTO });
      await expect(somebody.scripts ? main.locator("#files-now").getByRole("listitem") : main.locator("input[type=file]")).toHaveCount(1, PATIENT);
      await press("claim-item-add");
      await expect(errors(page)).toContainText(say("claim-cost-wrong"), PATIENT);
      await expect(main.getByLabel(say("claim-what"), { exact: true })).toHaveValue(what);
      await expect(main.locator("#files-now"), "a photo is never chosen twice").toContainText("receipt.png");
      await fine(somebody);
    }
    await main.getByLabel(say("claim-cost"), { exact: true }).fill(cost);
    await main.getByLabel(say("claim-bought"), { exact: true }).fill(arrived);
    await main.getByRole("radio", { name: say("claim-receipt-yes"), exact: true }).check();
    await press("claim-item-add");
    await asks("claim-ask-check");
    if (what === "Shirt") await main.getByRole("link", { name: say("claim-another"), exact: true }).click();
  }
  // 150 of one day, of which 100 are paid
  await expect(main).toContainText(/−USD\s50\.00/);
  await expect(main).toContainText(say.like("claim-photos"));
  await fine(somebody);
  await press("claim-send");
  await expect(main.locator("#claim-state")).toContainText(say("claim-stands-asked"), PATIENT);
  await expect(main.getByRole("link", { name: "receipt.png", exact: true })).toBeVisible();
  await fine(somebody);

  // a colleague sees every line on the case page, and offers more than is theirs to offer; a supervisor refuses
  const offers = async ({ page, say }: Person, amount: string, why: string) => {
    await page.goto(claim);
    await page.getByLabel(say("claim-offer-amount", { currency: "USD" }), { exact: true }).fill(amount);
    if (why) await page.getByLabel(say("claim-offer-why"), { exact: true }).fill(why);
    await page.getByRole("button", { name: say("claim-offer-go"), exact: true }).click();
  };
  await agent.page.goto(`/cases/${reference}`);
  await agent.page.locator("#case-claim summary").click();
  await expect(agent.page.locator("#case-claim")).toContainText(/−USD\s50\.00/);
  // what a colleague finds out is said with how they know
  await agent.page.goto(claim);
  await agent.page.getByText(agent.say("claim-ground"), { exact: true }).click();
  await agent.page.getByRole("radio", { name: agent.say("claim-blame-none"), exact: true }).check();
  await agent.page.getByRole("button", { name: agent.say("claim-ground-go"), exact: true }).click();
  await expect(errors(agent.page)).toContainText(agent.say("claim-ground-why-missing"), PATIENT);
  await expect(agent.page.getByRole("radio", { name: agent.say("claim-blame-none"), exact: true })).toBeChecked();
  await offers(agent, "450.00", "");
  await expect(errors(agent.page)).toContainText(agent.say("claim-why-missing"), PATIENT);
  await fine(agent);
  await offers(agent, "450.00", "She missed a wedding.");
  await expect(agent.page.getByRole("main").getByRole("link", { name: agent.say("approvals-title") })).toBeVisible(PATIENT);
  await desk.page.goto("/desk/approvals");
  const asked = desk.page.locator("section").filter({ hasText: reference });
  await expect(asked).toContainText("She missed a wedding.", PATIENT);
  await fine(desk);
  await asked.getByRole("textbox").fill("A hundred, as the rules say.");
  await asked.getByRole("button", { name: desk.say("approvals-no"), exact: true }).click();
  await expect(desk.page.locator("section").filter({ hasText: reference })).toHaveCount(0, PATIENT);
  await offers(agent, "100.00", "");
  await expect(agent.page.locator("#claim-state")).toContainText(agent.say("claim-stands-offered", { amount: "USD\u00a0100.00" }), PATIENT);

  // another decision, by somebody else; then it is taken
  await page.goto(claim);
  await expect(main.locator("#claim-state")).toContainText("100.00", PATIENT);
  await expect(main).not.toContainText("She missed a wedding.");
  await fine(somebody);
  await main.getByLabel(say("claim-appeal"), { exact: true }).fill("It was a suit.");
  await press("claim-appeal-go");
  await expect(main.locator("#claim-state")).toContainText(say("claim-stands-appealed"), PATIENT);
  await agent.page.goto(claim);
  await expect(agent.page.getByRole("main")).toContainText(agent.say("claim-appeal-above"), PATIENT);
  await offers(desk, "500.00", "Suit seen.");
  await expect(desk.page.locator("#claim-state")).toContainText("500.00", PATIENT);
  await page.goto(claim);
  await press("claim-accept");
  await expect(main.locator("#claim-state")).toContainText(say("claim-stands-accepted", { amount: "USD\u00a0500.00" }), PATIENT);
  if (!provider) return;

  // the provider asks where it is to go, on its own page
  const where = main.getByRole("link", { name: say("claim-account-go"), exact: true });
  await expect(where, "the page looks again by itself").toBeVisible(PATIENT);
  await fine(somebody);
  await where.click();
  await expect(page.locator("#account")).toBeVisible(PATIENT);
  await page.locator("#account").fill("12");
  await page.keyboard.press("Enter");
  await expect(page.locator("#account-error")).toBeVisible(PATIENT);
  await page.locator("#account").fill("0012 3456 7890");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${claim}$`), PATIENT);
  await expect(async () => {
    await page.goto(claim);
    await expect(main.locator("#claim-state")).toContainText(say("claim-stands-paid", { amount: "USD\u00a0500.00" }), { timeout: 2_000 });
  }).toPass(PATIENT);
  await expect(main).toContainText("7890");
  await expect(main.getByRole("button", { name: say("claim-more"), exact: true }), "what came since can be claimed").toBeVisible();
  await expect(async () => {
    await page.goto(`/cases/${reference}`);
    await expect(main).toContainText(say.like("claim-said-paid"), { timeout: 2_000 });
  }).toPass(PATIENT);
});
