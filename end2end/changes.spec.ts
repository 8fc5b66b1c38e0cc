// Changing, cancelling and the money back: from the trip to the confirmation, on a phone (CHG-1 to CHG-6).
import AxeBuilder from "@axe-core/playwright";
import { booking } from "./support/bookings.mjs";
import { expect, test, type Person } from "./support/test";
import { DEMO, errors, openTrip, prove } from "./support/trip";

/** Where people pay; `make test` starts one beside the server. */
const provider = process.env.LANDSIDE_PAYMENTS_URL;

/** Nothing sticks out of a phone, and axe finds nothing. */
async function fine({ page, scripts }: Person): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), "nothing sticks out").toBe(true);
  if (scripts) expect((await new AxeBuilder({ page }).setLegacyMode(true).analyze()).violations).toEqual([]);
}

const heading = ({ page }: Person, name: string) => page.getByRole("heading", { level: 1, name });

/** Every flight of the day, each a button. */
const offers = ({ page }: Person) => page.locator("#flight").getByRole("button");

test("other flights for everybody, with the difference back", async ({ language, person }, { project }) => {
  const own = booking("change", project.name, language);
  const somebody = await person({ language, size: "phone", grumbles: /4\d\d/ });
  const desk = await person({ staff: "lead" });
  const { page, say } = somebody;
  const main = page.getByRole("main");
  await openTrip(somebody, own);
  await fine(somebody);
  await page.getByRole("link", { name: say("change-do") }).click();

  // who: everybody beforehand, nobody is no answer
  await expect(heading(somebody, say("change-who"))).toBeVisible();
  for (const box of await page.getByRole("checkbox").all()) await expect(box).toBeChecked();
  for (const box of await page.getByRole("checkbox").all()) await box.uncheck();
  await page.getByRole("button", { name: say("change-go") }).click();
  await expect(errors(page)).toContainText(say("change-who-missing"));
  await fine(somebody);
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await page.getByRole("button", { name: say("change-go") }).click();

  // which day: the one booked stands there
  await expect(heading(somebody, say("change-day"))).toBeVisible();
  await fine(somebody);
  await page.getByLabel(say("change-day-label"), { exact: true }).fill("2001-01-01");
  await page.getByRole("button", { name: say("change-go") }).click();
  await expect(errors(page)).toContainText(say("change-day-missing"));
  await page.getByRole("main").getByRole("link", { name: say("back"), exact: true }).click();
  await expect(heading(somebody, say("change-who")), "back leads to the question before").toBeVisible();
  await page.getByRole("button", { name: say("change-go") }).click();
  await page.getByRole("button", { name: say("change-go") }).click();

  // the flights there are: a calendar that is a table, an order that can be changed
  await expect(page.getByRole("table", { name: say("change-days") }).getByRole("row")).not.toHaveCount(0);
  await expect(offers(somebody).first()).toBeVisible();
  await fine(somebody);
  await page.getByRole("navigation", { name: say("change-order") }).getByRole("link", { name: say("change-order-earliest") }).click();
  await expect(page.getByRole("navigation", { name: say("change-order") }).locator("[aria-current]")).toHaveText(say("change-order-earliest"));
  const days = page.getByRole("table", { name: say("change-days") }).getByRole("link");
  const later = /date=([\d-]+)/.exec((await days.last().getAttribute("href"))!)![1];
  await days.last().click();
  await expect(page.locator("a[aria-current=date]"), "the days stand around the one looked at").toHaveAttribute("href", new RegExp(later));
  const flight = /LD \d+/.exec(await offers(somebody).first().innerText())![0];
  await offers(somebody).first().click();

  // held: old and new, what is lost, every line
  await expect(page).toHaveURL(new RegExp(`/trip/${own.locator}/change/[0-9a-f-]{36}$`));
  const change = page.url();
  await expect(heading(somebody, say("change-check"))).toBeVisible();
  await expect(main).toContainText(say.like("change-kept"));
  await expect(main).toContainText(flight);
  for (const name of own.people) await expect(main).toContainText(name);
  await expect(page.getByRole("table", { name: say("change-account"), exact: true }).getByRole("row")).not.toHaveCount(0);
  await fine(somebody);
  await page.getByRole("button", { name: say("change-extend") }).click();
  await expect(main).toContainText(say("change-extended"));
  await expect(page.getByRole("button", { name: say("change-extend") })).toHaveCount(0);

  // nothing is confirmed by who only knows the name
  await expect(page.getByRole("button", { name: say("change-confirm"), exact: true })).toHaveCount(0);
  await page.getByRole("link", { name: say("change-prove-go") }).click();
  await prove(somebody, desk, own.email, new RegExp(`${change}$`));

  // two windows press at once: one change
  const second = await somebody.context.newPage();
  await second.goto(change);
  await Promise.all([page, second].map((window) => window.getByRole("button", { name: say("change-confirm"), exact: true }).click()));
  for (const window of [page, second]) {
    await expect(window).toHaveURL(change);
    await expect(window.getByRole("heading", { level: 1, name: say("change-done-change") })).toBeVisible();
  }
  await second.close();
  await expect(main).toContainText(flight);
  await expect(main).toContainText(say("change-refund-asked"));
  await fine(somebody);
  await page.reload();
  await expect(heading(somebody, say("change-done-change")), "the same page again").toBeVisible();

  await page.getByRole("link", { name: say("change-done-case") }).click();
  await expect(page).toHaveURL(/\/cases\/LS-/);
  await page.goto(`/trip/${own.locator}`);
  await expect(main).toContainText(flight);
  await page.getByRole("link", { name: say.like("change-history-change") }).click();
  await expect(page).toHaveURL(change);
});

test("a trip is cancelled, and the money is followed like a parcel", async ({ language, person }, { project }) => {
  const own = booking("cancel", project.name, language);
  const somebody = await person({ language, size: "small" });
  const desk = await person({ staff: "lead" });
  const { page, say } = somebody;
  const main = page.getByRole("main");
  await openTrip(somebody, own);
  await page.getByRole("link", { name: say("change-do-refund") }).click();
  await prove(somebody, desk, own.email, new RegExp(`/trip/${own.locator}/refund$`));
  await expect(heading(somebody, say("change-refund-title"))).toBeVisible();
  await fine(somebody);
  await page.getByRole("button", { name: say("change-refund-go") }).click();
  await expect(heading(somebody, say("change-check-cancel"))).toBeVisible();
  await expect(main).toContainText(say("change-total-back"));
  await expect(main).toContainText(say.like("change-back-by"));
  await fine(somebody);

  // leaving it is as good as never having asked
  await page.getByRole("button", { name: say("change-leave") }).click();
  await expect(heading(somebody, say("change-released-quote"))).toBeVisible();
  await expect(main).toContainText(say("change-released-text"));
  await fine(somebody);
  await page.getByRole("link", { name: say("change-again-refund") }).click();
  await page.getByRole("button", { name: say("change-refund-go") }).click();

  await page.getByRole("button", { name: say.like("change-confirm-cancel") }).click();
  await expect(heading(somebody, say("change-done-cancel"))).toBeVisible();
  for (const station of ["change-refund-asked", "change-refund-sent", "change-refund-settled"]) await expect(main).toContainText(say(station));
  await fine(somebody);
  const change = page.url();
  await page.goBack();
  await page.goto(change);
  await expect(heading(somebody, say("change-done-cancel"))).toBeVisible();

  // there is nothing left to change, and the page says so
  await page.goto(`/trip/${own.locator}/change`);
  await expect(heading(somebody, say("change-closed-title"))).toBeVisible();
  await fine(somebody);
});

test("the cheapest fare: refused with the rule, and what else there is", async ({ language, person }, { project }) => {
  const own = booking("basic", project.name, language);
  const somebody = await person({ language, size: "phone" });
  const { page, say } = somebody;
  await openTrip(somebody, own);
  await page.getByRole("link", { name: say("change-do") }).click();
  await page.getByRole("button", { name: say("change-go") }).click();
  const main = page.getByRole("main");
  await expect(main).toContainText(say("change-refused-title"));
  await expect(main, "the rule's own sentence and where it stands").toContainText(language === "en" ? "Basic cannot be changed." : "轻享票不可改签。");
  await expect(main).toContainText(say.like("change-source"));
  await expect(page.getByRole("link", { name: say("change-do-refund") })).toBeVisible();
  await expect(page.getByRole("link", { name: say("change-ask"), exact: false })).toBeVisible();
  await fine(somebody);
});

test("what a change costs is told before anybody pays, and paid on the provider's page", async ({ language, person }, { project }) => {
  const own = booking("pay", project.name, language);
  const somebody = await person({ language, size: "phone" });
  const { page, say } = somebody;
  const main = page.getByRole("main");
  await openTrip(somebody, own);
  await page.getByRole("link", { name: say("change-do") }).click();
  await page.getByRole("button", { name: say("change-go") }).click();
  await expect(offers(somebody).first()).toContainText(/USD\s\d/);
  await offers(somebody).first().click();
  await expect(main).toContainText(say("change-total-pay"));
  await fine(somebody);
  await page.getByRole("button", { name: say("change-give-back") }).click();
  await expect(heading(somebody, say("change-released-title"))).toBeVisible();
  await fine(somebody);
  if (!provider) return;

  await page.getByRole("link", { name: say("change-again") }).click();
  await page.getByRole("button", { name: say("change-go") }).click();
  const flight = /LD \d+/.exec(await offers(somebody).first().innerText())![0];
  await offers(somebody).first().click();
  await page.getByRole("link", { name: say("change-prove-go") }).click();
  await prove(somebody, await person({ staff: "lead" }), own.email, /\/change\/[0-9a-f-]{36}$/);
  const change = page.url();
  await page.getByRole("button", { name: say.like("change-confirm-pay") }).click();
  await expect(page, "the provider's own page").toHaveURL(new RegExp(`^${provider}/`));

  // back without having paid: nothing is charged, and the way to the payment stands there
  await page.goto(change);
  await expect(main).toContainText(say("change-pay-lead"));
  await fine(somebody);
  await page.getByRole("link", { name: say("change-pay-go") }).click();
  for (const card of ["4000 0000 0000 0002", "4242 4242 4242 4242"]) {
    await page.locator("#number").fill(card);
    await page.locator("#expiry").fill("08/39");
    await page.locator("#cvc").fill("123");
    await page.locator("button").click();
    if (!card.endsWith("0002")) continue;
    await expect(page.getByRole("alert"), "another card may do").toBeVisible();
    // whoever looks at the portal meanwhile is told so, and led back
    const beside = await somebody.context.newPage();
    await expect(async () => {
      await beside.goto(change);
      await expect(beside.getByRole("heading", { level: 1, name: say("change-pay-declined") })).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 60_000 });
    await beside.close();
  }
  await expect(heading(somebody, say("change-done-change"))).toBeVisible();
  await expect(main).toContainText(flight);
  await expect(main).toContainText(/4242/);
  await fine(somebody);
  await page.goto(change);
  await expect(heading(somebody, say("change-done-change")), "paid once, and the same page again").toBeVisible();
});

test("a cancelled flight: the next ones at once, without a fee, for the whole party", async ({ person, scripts }) => {
  // one booking, one change of it at a time
  test.skip(scripts, "held once, without scripts");
  const somebody = await person({ size: "phone" });
  const { page, say } = somebody;
  const main = page.getByRole("main");
  await openTrip(somebody, DEMO.lindqvist);
  await page.getByRole("link", { name: say("change-do-disrupted") }).click();
  await page.getByRole("button", { name: say("change-go") }).click();
  await expect(offers(somebody).first()).toBeVisible();
  for (const offer of await offers(somebody).all()) await expect(offer, "nothing is to be paid").not.toContainText(say.like("change-offer-pay"));
  await expect(main).toContainText(say("change-applies"));
  await offers(somebody).first().click();
  for (const name of ["Erik", "Åsa", "Elsa"]) await expect(main).toContainText(name);
  await expect(main).not.toContainText(say("change-total-pay"));
  await page.getByRole("button", { name: say("change-give-back") }).click();
  await expect(heading(somebody, say("change-released-title"))).toBeVisible();

  // another airline takes them where the rules say so: told before and after it is chosen, and costs nothing either
  await page.getByRole("link", { name: say("change-again") }).click();
  await page.getByRole("button", { name: say("change-go") }).click();
  const other = offers(somebody).filter({ hasText: "AA 7100" });
  await expect(other).toContainText(say("change-offer-endorsed", { airline: "American Airlines" }));
  await fine(somebody);
  await other.click();
  await expect(main).toContainText(say("change-endorsed", { airline: "American Airlines" }));
  await expect(main).not.toContainText(say("change-total-pay"));
  await page.getByRole("button", { name: say("change-give-back") }).click();
  await expect(heading(somebody, say("change-released-title"))).toBeVisible();
});

test("what is not there is not there, and what is not open leads to its door", async ({ person }) => {
  const somebody = await person({ grumbles: /404/ });
  const { page } = somebody;
  for (const page_of of ["change", "refund", "change/00000000-0000-0000-0000-000000000000"]) {
    await page.goto(`/trip/${DEMO.okafor.locator}/${page_of}`);
    await expect(page, page_of).toHaveURL(/\/trip\?locator=DEMO3B$/);
  }
  await openTrip(somebody, DEMO.okafor);
  for (const id of ["00000000-0000-0000-0000-000000000000", "none"]) {
    const answer = await page.goto(`/trip/${DEMO.okafor.locator}/change/${id}`);
    expect(answer!.status(), id).toBe(404);
  }
  const post = await somebody.context.request.post(`/trip/${DEMO.okafor.locator}/change/none/confirm`, { form: {} });
  expect(post.status()).toBe(404);
});
