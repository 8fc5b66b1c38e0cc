// Somebody who has only a telephone: news and codes come as texts.
import { expect, test, type Person } from "./support/test";
import { ask, CasePage } from "./support/cases";

/** A mobile number nobody else has. */
const number = () => `+1 201 555 ${Math.floor(1000 + Math.random() * 9000)}`;

/** The newest text to a number, as the desk sees it. */
async function text(desk: Person, to: string, words: RegExp): Promise<string> {
  let found = "";
  await expect(async () => {
    await desk.page.goto("/desk/outbox");
    const fold = desk.page.getByRole("group").filter({ hasText: desk.say("outbox-text") }).filter({ hasText: `••• ${to.slice(-2)}` }).filter({ hasText: words }).first();
    await fold.locator("summary").click({ timeout: 1_000 });
    found = await fold.innerText();
  }).toPass({ timeout: 60_000 });
  return found;
}

test("a case is opened, told of and found again with a mobile number", async ({ language, person }) => {
  const to = number();
  const passenger = await person({ language, size: "phone" });
  const asked = await ask(passenger, { email: to });
  const desk = await person({ staff: "lead" });
  const told = await text(desk, to, new RegExp(asked.reference));
  expect(told).toContain("/open?token=");
  expect(told, "nothing about a person on a locked screen").not.toContain(asked.subject);
  expect(told).toMatch(language === "en" ? /gsm7/ : /ucs2/);

  const other = await person({ language, size: "phone" });
  const { page, say } = other;
  await page.goto("/cases/find");
  const field = page.getByLabel(say("case-find-either"), { exact: true });
  await field.fill("201 555 0142");
  await page.getByRole("main").getByRole("button").first().click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText(say("address-shape"));
  await expect(field).toHaveValue("201 555 0142");
  await field.fill(to.replaceAll(" ", "-"));
  await page.getByRole("main").getByRole("button").first().click();
  const digits = /\d{6}/.exec((await text(desk, to, /\b\d{6}\b/)).replace(/\+?\d{7,}/g, ""))![0];
  await page.getByRole("main").getByRole("textbox").fill(digits);
  await page.getByRole("main").getByRole("button").first().click();
  await page.getByRole("link", { name: new RegExp(asked.reference) }).click();
  await expect(new CasePage(other, asked.reference).entry(asked.words)).toHaveCount(1);
});

test("a caller without e-mail is written down with their mobile number", async ({ person }) => {
  const agent = await person({ staff: "agent" });
  const { page, say } = agent;
  await page.goto("/desk/record?who=nobody&q=x");
  await page.getByLabel(say("record-either"), { exact: true }).fill("12345");
  await page.getByRole("button", { name: say("record-go") }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText(say("address-shape"));
});
