// Help: found in one's own words, read, judged; suggested before a question is sent (INQ-6, INQ-7, INQ-8).
import { expect, test } from "./support/test";
import { Questions } from "./support/cases";
import { errors } from "./support/trip";

const ASKED = {
  en: { whole: "my bag did not arrive", typo: "lost lugage" },
  "zh-CN": { whole: "我的行李没到", typo: "xingli meidao" },
};

test("a question finds its article, which leads on", async ({ language, person }) => {
  const { page, say } = await person({ language, size: "phone" });
  for (const asked of Object.values(ASKED[language])) {
    await page.goto("/");
    const help = page.getByRole("search");
    await help.getByLabel(say("help-question"), { exact: true }).fill(asked);
    await help.getByRole("button", { name: say("help-search") }).click();
    await expect(page).toHaveURL(/\/help\?q=/);
    await expect(page.locator('#help-found a[href="/help/bag-missing"]')).toBeVisible();
  }
  await page.locator('#help-found a[href="/help/bag-missing"]').click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.getByRole("link", { name: say("help-act-ask", { topic: say("case-topic-bag-missing") }) }).click();
  // the topic is chosen already
  await expect(page.getByRole("radio", { name: say("case-topic-bag-missing") })).toBeChecked();
});

test("whether it helped can be said, with words", async ({ language, person }) => {
  const { page, say } = await person({ language, size: "phone" });
  await page.goto("/help/power-banks");
  await page.getByLabel(say("help-helped-words"), { exact: true }).fill("What about drones?");
  await page.getByRole("button", { name: say("help-helped-send") }).click();
  await expect(errors(page)).toContainText(say("help-helped-missing"));
  await expect(page.getByLabel(say("help-helped-words"), { exact: true })).toHaveValue("What about drones?");
  await page.getByRole("radio", { name: say("help-helped-no"), exact: true }).check();
  await page.getByRole("button", { name: say("help-helped-send") }).click();
  await expect(page.getByText(say("help-thanks-text"))).toBeVisible();
});

test.describe("before a question is sent", () => {
  test.use({ byTurns: true });

  test("what may answer stands beside the words that ask, and nothing typed is lost by reading it", async ({ person }) => {
    const asking = await person();
    const { page, say, scripts } = asking;
    const questions = new Questions(asking);
    const words = ASKED[say.language].whole;
    await page.goto("/cases/new?step=words");
    await questions.field("case-new-subject").fill("?");
    await questions.field("case-new-words-label").fill(words);
    const found = page.locator('main a[href="/help/bag-missing"]');
    // with scripts while one types; without, on the page after
    if (scripts) await expect(page.getByRole("region", { name: say("help-suggested") })).toBeVisible();
    else await questions.go();
    await questions.asks(scripts ? "case-new-words" : "case-new-reach");
    await found.click();
    await expect(page).toHaveURL(/\/help\/bag-missing$/);
    await page.goto("/cases/new?step=words");
    await expect(questions.field("case-new-words-label")).toHaveValue(words);
    await expect(found, "and whenever one comes back").toBeVisible();
    expect(page.url(), "no words in an address").not.toContain(encodeURIComponent(words.slice(0, 4)));
  });
});

test("answers come while one types, and a bad line changes nothing", async ({ person, scripts }) => {
  test.skip(!scripts, "without scripts the button does it");
  const { page, say, context } = await person({ grumbles: /ERR_INTERNET_DISCONNECTED/ });
  await page.goto("/help");
  await page.waitForSelector("html[data-hydrated]");
  const field = page.getByLabel(say("help-question"), { exact: true });
  await field.pressSequentially("wheelcha");
  await expect(page.locator('#help-found a[href="/help/wheelchair"]')).toBeVisible();
  await context.setOffline(true);
  await field.fill("power bank");
  await page.waitForTimeout(600);
  await expect(page.locator('#help-found a[href="/help/wheelchair"]')).toBeVisible();
  await context.setOffline(false);
  await page.getByRole("button", { name: say("help-search") }).click();
  await expect(page.locator('#help-found a[href="/help/power-banks"]')).toBeVisible();
});

test("nothing found leads to a person", async ({ person }) => {
  const { page, say } = await person();
  await page.goto("/help?q=zzzzzz");
  await expect(page.getByRole("heading", { name: say("help-none") })).toBeVisible();
  await page.locator("#help-found").getByRole("link", { name: say("help-ask-go") }).click();
  await expect(page).toHaveURL(/\/cases\/new$/);
});
