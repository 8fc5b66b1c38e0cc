// /bags/report: what is wrong, how long one has, one question a page, a reference at once; the same bag again leads
// to its case; a bag on hand turns out to be it; each step is told; it is brought when its owner wants (BAG-3, BAG-4, BAG-5, BAG-7).
import { expect, test, unique, type Page } from "./support/test";
import { CasePage, Questions } from "./support/cases";
import { NAMES, unfold } from "./support/staff";
import { beginning, carrier } from "./support/words";

test.use({ byTurns: true });

const TOKEN = process.env.LANDSIDE_MESSAGES_TOKEN;

test("a missing bag is reported once, found by its reference, found, and brought", async ({ person }) => {
  test.setTimeout(180_000);
  test.skip(!TOKEN, "LANDSIDE_MESSAGES_TOKEN lets the journeys bring messages");
  const passenger = await person();
  const { page, say, context } = passenger;
  const questions = new Questions(passenger);
  const id = unique();
  const tag = `09926${String(Math.floor(Math.random() * 99_999)).padStart(5, "0")}`;
  const today = new Date().toUTCString().slice(5, 11).replace(" ", "").toUpperCase();
  const data = `BSM\n.V/1LEWR\n.F/XX100/${today}/ORD/Y\n.N/${tag}001\n.P/1HALVORSEN/KARI\nENDBSM`;
  const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "text/plain" };
  expect((await context.request.post("/ingest/messages", { headers, data })).status()).toBe(202);

  // its trace opens once the message was worked through
  await expect(async () => {
    await page.goto("/bags");
    await page.getByLabel(say("bags-tag"), { exact: true }).fill(tag);
    await page.getByLabel(say("bags-name"), { exact: true }).fill("Halvorsen");
    await page.getByRole("button", { name: say("bags-open") }).click();
    await expect(page).toHaveURL(new RegExp(`/bags/${tag}$`), { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await page.getByRole("link", { name: beginning(say("bags-tell")) }).click();

  await questions.asks("report-problem");
  await questions.go();
  await expect(page.locator(".error-summary"), "nothing is chosen for anybody").toContainText(say("report-problem-missing"));
  await questions.choice(say("bag-problem-missing")).check();
  await questions.go();
  await questions.asks("report-before");
  await expect(page.getByRole("main")).toContainText(say("report-limit-lost-text", { days: 21 }));
  await questions.go();
  await questions.asks("report-bag");
  await expect(questions.choice(say("report-bag-tag")), "the bag it was begun from").toBeChecked();
  await questions.go();
  await questions.asks("report-type");
  await byKeys(page, "type", say("bag-type-22"));
  await questions.go();
  await questions.asks("report-colour");
  await questions.choice(say("bag-colour-grey")).check();
  await questions.go();
  await page.getByRole("checkbox", { name: say("bag-extra-wheels") }).check();
  await questions.go();
  await questions.field("report-maker").fill("Rimowa");
  await questions.go();
  await questions.field("report-inside").fill(`A red ski jacket ${id}`);
  await questions.go();
  await questions.field("report-seen").fill("Belt 4, until ten o'clock");
  await questions.back();
  await expect(questions.field("report-inside"), "going back loses nothing").toHaveValue(`A red ski jacket ${id}`);
  await questions.go();
  await questions.field("report-seen").fill("Belt 4, until ten o'clock");
  await questions.go();
  await questions.go();
  await expect(page.locator(".error-summary"), "an address is needed").toContainText(say("report-address-missing"));
  await questions.field("report-here").fill("Hotel Astoria, room 12");
  await questions.go();
  await questions.field("case-new-name").fill("Kari Halvorsen");
  await questions.field("case-new-either").fill(`kari.${id}@example.com`);
  await questions.go();
  await questions.asks("report-photos");
  await questions.go();

  await questions.asks("report-check");
  const main = page.getByRole("main");
  await expect(main).toContainText("GY22");
  await main.getByRole("link", { name: `${say("change")} ${say("report-row-looks")}` }).click();
  await questions.asks("report-type");
  await questions.choice(say("bag-type-29")).check();
  await questions.go();
  await questions.asks("report-check");
  for (const told of ["GY29", "Rimowa", id, "Astoria", "ORD"]) await expect(main).toContainText(told);
  const send = page.getByRole("button", { name: say("report-send", { carrier: carrier(say.language) }) });
  await send.click();
  const reference = await questions.confirmed();
  const pir = /ORDLD\d{5}/.exec(await main.innerText())![0];

  // a second bag of theirs: what holds for both is not asked again
  await page.getByRole("button", { name: say("report-another"), exact: true }).click();
  await questions.asks("report-bag");
  await questions.choice(say("report-bag-none")).check();
  for (const [asked, choice] of [["report-bag", ""], ["report-arrival", ""], ["report-type", "bag-type-22"], ["report-colour", "bag-colour-red"]] as const) {
    await questions.asks(asked);
    if (choice) await questions.choice(say(choice)).check();
    await questions.go();
  }
  for (const asked of ["report-extras", "report-brand", "report-contents"]) {
    await questions.asks(asked);
    await questions.go();
  }
  await questions.field("report-seen").fill("Belt 4 as well");
  for (const asked of ["report-seen", "report-address", "report-contact", "report-photos"]) {
    await questions.asks(asked);
    await questions.go();
  }
  await questions.asks("report-check");
  for (const told of [pir, "Astoria", "Kari Halvorsen"]) await expect(main).toContainText(told);
  await send.click();
  const other = await questions.confirmed();
  await page.goto(`/cases/${reference}`);
  await page.locator("#case-bag").getByRole("link", { name: /ORDLD\d{5}/ }).click();
  await expect(page, "both name each other").toHaveURL(new RegExp(`/cases/${other}$`));

  // whoever works here finds it by the reference all airlines know
  const agent = await person({ staff: "agent", size: "desk" });
  await agent.page.goto(`/cases/${pir.toLowerCase()}`);
  await expect(agent.page).toHaveURL(new RegExp(`/cases/${reference}$`));
  await expect(new CasePage(agent, reference).entries.first()).toContainText(`A red ski jacket ${id}`);

  // the same bag again: its case, not another one; where and how to reach them is still known
  await page.goto(`/bags/report?tag=${tag}`);
  await questions.choice(say("bag-problem-missing")).check();
  for (const asked of ["report-problem", "report-before", "report-bag"]) {
    await questions.asks(asked);
    await questions.go();
  }
  await questions.choice(say("bag-type-22")).check();
  await questions.go();
  await questions.choice(say("bag-colour-black")).check();
  for (const asked of ["report-colour", "report-extras", "report-brand", "report-contents"]) {
    await questions.asks(asked);
    await questions.go();
  }
  await questions.field("report-seen").fill("The same bag");
  await questions.go();
  for (const asked of ["report-address", "report-contact", "report-photos"]) {
    await questions.asks(asked);
    await questions.go();
  }
  await questions.asks("report-check");
  await expect(main).toContainText("Astoria");
  await send.click();
  await expect(page).toHaveURL(new RegExp(`/cases/${reference}\\?already=reported$`));
  await expect(main).toContainText(say("report-already-here"));
  await expect(main).toContainText(pir);

  // a bag on hand may be it: offered with its reasons, matched, taken back, and not offered again
  const work = agent.page;
  const told = work.getByRole("status");
  await work.goto("/desk/bags/on-hand");
  await unfold(work, agent.say("on-hand-write"));
  await work.getByLabel(agent.say("station-airport"), { exact: true }).fill("ORD");
  await work.getByLabel(agent.say("bags-tag"), { exact: true }).fill(`2${tag.slice(1)}`);
  await work.locator("select[name=type]").selectOption("29");
  await work.locator("select[name=colour]").selectOption("GY");
  await work.getByRole("button", { name: agent.say("on-hand-go") }).click();
  await expect(work).toHaveURL(/\/desk\/bags\/on-hand\/\d+\?done=new$/);
  const whose = work.getByRole("article").filter({ hasText: pir });
  await expect(whose).toContainText(agent.say("match-tag-rush"));
  await whose.getByRole("button", { name: agent.say("match-confirm") }).click();
  await expect(told).toContainText(agent.say("match-done-confirm"));
  await expect(whose).toContainText(agent.say("match-confirmed-by", { name: NAMES.agent }));
  await unfold(work, agent.say("match-undo-title"));
  await work.getByLabel(agent.say("bag-step-words"), { exact: true }).fill(`Another name inside ${id}`);
  await work.getByRole("button", { name: agent.say("match-undo"), exact: true }).click();
  await expect(told).toContainText(agent.say("match-done-undo"));
  await expect(whose).toHaveCount(0);
  await page.goto(`/cases/${reference}`);
  await expect(main, "why, for who waits").toContainText(`Another name inside ${id}`);

  // found: its owner chooses when and where it is brought, and says the courier a code
  const found = { airport: "ORD", name: "Halvorsen", type: "29", colour: "GY", brand: "Rimowa", inside: `Ski jacket ${id}` };
  await agent.context.request.post("/desk/bags/on-hand", { form: found });
  await work.goto(`/cases/${reference}`);
  await expect(work.locator("#case-on-hand")).toContainText(agent.say("match-hint"));
  await work.locator("#case-on-hand").getByRole("button", { name: agent.say("match-confirm") }).click();
  await expect(work.locator("#case-bag")).toContainText(agent.say("bag-stage-found-means"));
  const step = async (stage: string) => {
    await work.getByText(agent.say("bag-step-title"), { exact: true }).click();
    await work.getByRole("radio", { name: agent.say(stage), exact: true }).check();
    await work.getByRole("button", { name: agent.say("bag-step-go") }).click();
    await expect(work.locator("#case-bag")).toContainText(agent.say(`${stage}-means`));
  };
  await page.goto(`/cases/${reference}`);
  await expect(main).toContainText(say("bag-stage-found-means"));
  await page.locator("input[name=window]").first().check();
  await page.locator("input[name=to]").first().check();
  await page.getByRole("button", { name: say("bag-window-go") }).click();
  await expect(page.locator("#case-bag")).toContainText(say("courier-window"));
  await work.reload();
  await step("bag-stage-out");
  const sheet = await agent.context.request.get(`/cases/${reference}/courier.pdf`);
  expect([sheet.status(), sheet.headers()["content-type"]]).toEqual([200, "application/pdf"]);
  expect((await context.request.get(`/cases/${reference}/courier.pdf`)).headers()["content-type"], "the sheet is not the passenger's").not.toContain("pdf");
  await page.reload();
  const code = /\d{6}/.exec(await page.locator("#case-bag .band").innerText())![0];
  const courier = await person();
  await courier.page.goto(`/bags/delivery?reference=${pir}`);
  const enter = async (digits: string) => {
    await courier.page.getByLabel(courier.say("bag-delivery-code"), { exact: true }).fill(digits);
    await courier.page.getByRole("button", { name: courier.say("bag-delivery-go") }).click();
  };
  await enter(code === "000000" ? "000001" : "000000");
  await expect(courier.page.locator(".error-summary")).toContainText(courier.say("bag-delivery-wrong"));
  await enter(code);
  await expect(courier.page.getByRole("status")).toContainText(courier.say("bag-delivery-done", { pir }));
  await page.reload();
  await expect(main).toContainText(say("bag-stage-delivered-means"));
  await expect(main, "did that do").toContainText(say("case-verdict"));
});

/** Chosen by the keyboard alone: into the group, along it, until it is the one. */
async function byKeys(page: Page, name: string, label: string): Promise<void> {
  await page.locator(`#${name}`).focus();
  const wanted = page.getByRole("radio", { name: label, exact: true });
  for (let turn = 0; turn < 30 && !(await wanted.isChecked()); turn++) await page.keyboard.press("ArrowDown");
  await expect(wanted).toBeChecked();
}
