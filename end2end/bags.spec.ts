// Where a bag is, for whoever has its tag; messages nobody could use, and the station's bags, for staff (BAG-1, BAG-2, BAG-8).
import { expect, test, type Person } from "./support/test";
import { errors } from "./support/trip";

const TOKEN = process.env.LANDSIDE_MESSAGES_TOKEN;

async function ask({ page, say }: Person, tag: string, name: string): Promise<void> {
  await page.goto("/bags");
  await page.getByLabel(say("bags-tag"), { exact: true }).fill(tag);
  await page.getByLabel(say("bags-name"), { exact: true }).fill(name);
  await page.getByRole("button", { name: say("bags-open") }).click();
}

test("a bag is found by tag and name, and every kind of wrong gets the same words", async ({ language, person }) => {
  const somebody = await person({ language, size: "small" });
  const { page, say } = somebody;
  // of tags nobody has, each time others: tries at one are counted
  const serial = () => String(900_000 + Math.floor(Math.random() * 99_999));
  for (const [tag, name] of [["0992 123457", "Rivera"], [`LD ${serial()}`, "Wang"]] as const) {
    await ask(somebody, tag, name);
    await expect(errors(page).getByRole("listitem")).toHaveText(say("bag-not-found"));
    await expect(page.getByLabel(say("bags-tag"), { exact: true })).toHaveValue(tag);
  }
  await ask(somebody, `BA ${serial()}`, "Wang");
  await expect(errors(page)).toContainText("British Airways");
  await ask(somebody, "12", "Wang");
  await expect(errors(page)).toContainText(say("bag-tag-wrong"));
  await page.goto("/bags/0992123457");
  await expect(page, "not open here yet").toHaveURL(/\/bags\?tag=0992123457$/);
  await ask(somebody, "LD 123457", language === "en" ? "wang" : "王");
  await expect(page).toHaveURL(/\/bags\/0992123457$/);
  await expect(page.getByRole("main")).toContainText(say("bag-left-behind"));
  await expect(page.getByRole("main")).toContainText("LD 93");
  await expect(page.getByRole("table", { name: say("bag-steps") }).getByRole("row")).toHaveCount(4);
  await expect(page.getByRole("list", { name: say("bag-line") })).toContainText(say("bag-station-accepted"));
  await expect(page.getByRole("link", { name: say("bag-report") })).toHaveAttribute("href", "/bags/report?tag=0992123457");
});

test("the trip leads to its bags", async ({ person }) => {
  const { page, context, say } = await person({ size: "phone" });
  await context.request.post("/trip", { form: { locator: "DEMO5D", family_name: "Wang" } });
  await page.goto("/trip/DEMO5D");
  await expect(page.getByRole("main"), "the one left behind is told of on top").toContainText(say("trip-bag-left-text"));
  await page.locator('aside a[href="/bags/0992123456"]').click();
  await expect(page).toHaveURL(/\/bags\/0992123456$/);
  await expect(page.getByRole("main")).toContainText(say("bag-arrived"));
});

test("a message nobody could read is put right, and the bag is where it says", async ({ person }) => {
  test.setTimeout(120_000);
  test.skip(!TOKEN, "LANDSIDE_MESSAGES_TOKEN lets the journeys bring messages");
  const lead = await person({ staff: "lead" });
  const { page, say } = lead;
  const serial = String(Math.floor(Math.random() * 99_999)).padStart(5, "0");
  const message = (day: string) => `BSM\n.V/1LEWR\n.F/XX100/${day}/ORD/Y\n.N/09927${serial}001\n.P/1HALVORSEN/KARI\nENDBSM`;
  const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "text/plain" };
  const answer = await lead.context.request.post("/ingest/messages", { headers, data: message("JAN32") });
  expect(answer.status(), await answer.text()).toBe(202);
  const [{ id }] = ((await answer.json()) as { messages: [{ id: number }] }).messages;
  await expect(async () => {
    await page.goto("/desk/messages?state=rejected");
    await expect(page.locator(`a[href="/desk/messages/${id}"]`)).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  await page.locator(`a[href="/desk/messages/${id}"]`).click();
  await expect(page.locator("mark")).toHaveText("JAN32");
  const text = page.getByLabel(say("telegram-text"), { exact: true });
  await page.getByRole("button", { name: say("telegram-again") }).click();
  await expect(page.getByRole("status").filter({ hasText: say("telegram-stuck") })).toBeVisible();
  const today = new Date().toUTCString().slice(5, 11).replace(" ", "").toUpperCase();
  await text.fill(message(today));
  await page.getByRole("button", { name: say("telegram-again") }).click();
  await expect(page.getByRole("status").filter({ hasText: say("telegrams-used") })).toBeVisible();
  await page.goto(`/bags/09927${serial}`);
  await expect(page.getByRole("main")).toContainText(say("bag-accepted"));
});

test("a station sees its bags, and others what they may", async ({ person }) => {
  const { page, say } = await person({ staff: "agent" });
  await page.goto("/desk");
  await page.getByRole("link", { name: say("desk-bags") }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(say("station-title"));
  await page.getByLabel(say("station-airport")).fill("zzz");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toContainText(say("station-none"));
  const stranger = await person();
  expect((await stranger.context.request.get("/desk/messages", { maxRedirects: 0 })).status()).toBe(303);
});
