// Paying on the provider's own page, and the supervisor's list of payments (CHG-10, I3). The provider is `landside sandbox
// payments`, started beside the server.
import AxeBuilder from "@axe-core/playwright";
import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, SIZES, test, type Page, type Person } from "./support/test";

const provider = process.env.LANDSIDE_PAYMENTS_URL ?? "http://127.0.0.1:4020";

/** A provider no portal compares its book with: the portal's own closes pages it does not know, at any moment. */
let alone: { child: ChildProcess; url: string } | undefined;

async function quiet(): Promise<string> {
  if (!alone) {
    const child = spawn(process.env.LANDSIDE_PROGRAM!, ["sandbox", "payments", "--port", "0", "--token", process.env.LANDSIDE_PAYMENTS_TOKEN!, "--book", join(mkdtempSync(join(tmpdir(), "landside-")), "book.jsonl")], { stdio: ["ignore", "pipe", "ignore"] });
    const [line] = (await once(createInterface({ input: child.stdout! }), "line")) as [string];
    alone = { child, url: new URL(line).origin };
  }
  return alone.url;
}

test.afterAll(() => {
  alone?.child.kill();
  alone = undefined;
});

/** A page to pay at, which the portal knows nothing of. */
async function opened(one: Person, home: string | undefined, lang = "en", at = provider): Promise<string> {
  const headers = { authorization: `Bearer ${process.env.LANDSIDE_PAYMENTS_TOKEN}`, "idempotency-key": randomUUID() };
  const expires_at = new Date(Date.now() + 15 * 60_000).toISOString();
  const return_to = new URL("/cases", home).href;
  const data = { reference: "PAYSPC", amount: { amount: "120.50", currency: "USD" }, return_to, lang, expires_at };
  const answer = await one.context.request.post(`${at}/payments`, { headers, data });
  expect(answer.status()).toBe(200);
  return ((await answer.json()) as { page: string }).page;
}

async function pay(page: Page, number: string): Promise<void> {
  await page.getByLabel("Card number", { exact: true }).fill(number);
  await page.getByLabel("Expiry date", { exact: true }).fill("08/39");
  await page.getByLabel("Security code", { exact: true }).fill("123");
  await page.keyboard.press("Enter");
}

test("a card is refused, another one pays, and the way leads back to the airline", async ({ person, baseURL }) => {
  const one = await person({ size: "small" });
  const { page } = one;
  test.skip(!process.env.LANDSIDE_PROGRAM, "needs the program itself, to start a provider");
  await page.goto(await opened(one, baseURL, "en", await quiet()));
  await page.getByRole("button", { name: "Pay" }).click();
  const problem = page.getByRole("alert");
  await expect(problem).toContainText("Enter a card number");
  await problem.getByRole("link", { name: "Enter the three or four digits" }).click();
  await expect(page.getByLabel("Security code", { exact: true })).toBeFocused();
  await pay(page, "4000 0000 0000 9995");
  await expect(problem).toContainText("not enough money on this card. Nothing was charged.");
  await pay(page, "4000 0000 0000 3220");
  await page.getByLabel("Code from your bank").fill("000000");
  await page.getByRole("button", { name: "Confirm the payment" }).click();
  await expect(page).toHaveURL(`${baseURL}/cases`);
});

test("money nobody here knows of is let go, and supervisors see it", async ({ person, baseURL }) => {
  const one = await person();
  await one.page.goto(await opened(one, baseURL));
  await pay(one.page, "4242 4242 4242 4242");
  const agent = await person({ staff: "agent" });
  expect((await agent.context.request.get("/desk/payments")).status()).toBe(403);
  const { page, say } = await person({ staff: "lead" });
  await page.goto("/desk");
  await page.getByRole("link", { name: say("desk-payments") }).click();
  await expect(page).toHaveURL(/\/desk\/payments$/);
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("row").filter({ hasText: say("payments-nobodys") }).filter({ hasText: say("payments-mend-void") }).first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 60_000 });
  // what a booking came with
  await page.getByRole("textbox", { name: say("payments-booking") }).fill("demo3b");
  await page.keyboard.press("Enter");
  const paid = page.getByRole("row").filter({ hasText: "DEMO3B" }).filter({ hasText: say("payments-before") });
  await expect(paid).toContainText("USD 1241.20");
  await expect(paid).toContainText(say("payment-captured"));
});

test.describe("the provider's page", () => {
  test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, "axe is a script");

  for (const [lang, dark] of [["en", false], ["zh-CN", true]] as const) {
    test(`is for everybody (${lang})`, async ({ person, baseURL }) => {
      const one = await person({ size: "small", language: lang, dark });
      const { page } = one;
      test.skip(!process.env.LANDSIDE_PROGRAM, "needs the program itself, to start a provider");
      await page.goto(await opened(one, baseURL, lang, await quiet()));
      const clean = async () => {
        // axe is put into the page from outside of its policy
        const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(SIZES.small.width);
      };
      await clean();
      await page.locator("button").click();
      await expect(page.getByRole("alert")).toBeVisible();
      await clean();
      await page.locator("#number").fill("4000000000003220");
      await page.locator("#expiry").fill("08/39");
      await page.locator("#cvc").fill("123");
      await page.locator("button").click();
      await expect(page.locator("#code")).toBeVisible();
      await clean();
    });
  }
});
