// What staff do in a case besides answering, and that two of them do not undo each other (OFF-6, PRO-2).
import { expect, test, type Person } from "./support/test";
import { ask, CasePage } from "./support/cases";
import { unfold } from "./support/staff";
import { errors } from "./support/trip";

test.use({ byTurns: true });

/** The bar above the case: owner, department, deadline, status, priority. */
const bar = ({ page, say }: Person) => page.getByRole("region", { name: say("case-bar"), exact: true });

/** The box under a fold of the aside that belongs to a label. */
const box = ({ page, say }: Person, label: string) => page.getByRole("complementary").getByLabel(say(label), { exact: true });

async function press({ page, say }: Person, key: string, place = 0): Promise<void> {
  await page.getByRole("complementary").getByRole("button", { name: say(key), exact: true }).nth(place).click();
}

test("every form of the case page does what it says, and the passenger sees what is theirs", async ({ person }) => {
  const passenger = await person();
  const asked = await ask(passenger);
  const mine = await new CasePage(passenger, asked.reference).open();
  const lead = await person({ staff: "lead" });
  const { page, say } = lead;
  const theirs = await new CasePage(lead, asked.reference).open();
  await expect(bar(lead)).toContainText(say("case-owner-nobody"));

  await test.step("note, and a question back", async () => {
    await theirs.note("Cello: two seats, or the hold?");
    await theirs.reply("How large is its case?", "case-ask");
    await expect(bar(lead)).toContainText("Tomás Ruiz");
    await mine.news();
    await expect(mine.entry("How large is its case?")).toHaveCount(1);
    await expect(mine.entry("Cello: two seats")).toHaveCount(0);
    await mine.reply("130 by 50 centimetres.");
    await theirs.news();
    await expect(theirs.entry("130 by 50")).toHaveCount(1);
  });

  await test.step("topic, priority and deadline", async () => {
    for (const [label, choice, place] of [
      ["case-topic", "case-topic-fare", 0],
      ["case-priority", "case-priority-high", 1],
    ] as const) {
      await theirs.open();
      await unfold(page, say("case-sort"));
      await box(lead, label).selectOption({ label: say(choice) });
      await press(lead, "case-set", place);
      await expect(theirs.entry(say(choice))).toHaveCount(1);
    }
    await expect(bar(lead)).toContainText(say("case-priority-high"));
    await unfold(page, say("case-sort"));
    await press(lead, "case-set", 2);
    await expect(errors(page)).toContainText(say("case-choose-one"));
    await box(lead, "case-deadline-within").selectOption("72");
    await press(lead, "case-set", 2);
    await expect(errors(page), "later than promised, and no word why").toContainText(say("case-deadline-why-missing"));
    await expect(box(lead, "case-deadline-within")).toHaveValue("72");
    await box(lead, "case-deadline-why").fill("We ask the airport first.");
    await press(lead, "case-set", 2);
    await expect(theirs.entry("We ask the airport first.")).toHaveCount(1);
    await mine.news();
    await expect(mine.entry("We ask the airport first.")).toHaveCount(1);
  });

  await test.step("handed over by name", async () => {
    await unfold(page, say("case-hand-over"));
    await box(lead, "case-hand-over-to").selectOption({ label: "Jonas Lind" });
    await press(lead, "case-hand-over-go");
    await expect(bar(lead)).toContainText("Jonas Lind");
    await mine.news();
    await expect(passenger.page.getByRole("main")).toContainText("Jonas Lind");
  });

  await test.step("to another department, with the reason, which may not be missing", async () => {
    await unfold(page, say("case-transfer"));
    await box(lead, "case-department").selectOption({ value: "refunds" });
    await press(lead, "case-transfer-go");
    await expect(errors(page)).toContainText(say("case-words-missing"));
    await expect(box(lead, "case-department"), "what was chosen is still chosen").toHaveValue("refunds");
    await box(lead, "case-transfer-reason").fill("The extra seat is to be refunded.");
    await press(lead, "case-transfer-go");
    await expect(theirs.entry("The extra seat is to be refunded.")).toHaveCount(1);
    await expect(bar(lead)).toContainText("Jonas Lind");
  });

  await test.step("raised, then closed; the passenger's word opens it again", async () => {
    await press(lead, "case-raise");
    await expect(theirs.entry(say("case-line-raised", { name: "Tomás Ruiz", level: 2 }))).toHaveCount(1);
    // the last word is the passenger's: it is not closed over their head
    await unfold(page, say("case-close"));
    await press(lead, "case-close");
    await expect(errors(page)).toContainText(say("case-close-unanswered"));
    await box(lead, "case-close-why").fill("Your seat is booked, the money is on its way.");
    await press(lead, "case-close");
    await expect(theirs.entry("the money is on its way")).toHaveCount(1);
    await mine.news();
    await expect(mine.stage("case-stage-closed")).toBeVisible();
    await mine.reply("One more thing.");
    await theirs.news();
    await expect(theirs.entry("One more thing.")).toHaveCount(1);
    await expect(page.getByRole("complementary").getByText(say("case-close"), { exact: true }).first()).toBeVisible();
  });
});

test("a case somebody else took meanwhile is not taken from them unseen", async ({ person }) => {
  const asked = await ask(await person());
  const [agent, lead] = [await person({ staff: "agent" }), await person({ staff: "lead" })];
  const theirs = await new CasePage(agent, asked.reference).open();
  // a page that stands open without hearing the news
  const page = await (await agent.context.request.get(`/cases/${asked.reference}`)).text();
  const seen = /name="seen" value="(\d+)"/.exec(page)![1];
  await new CasePage(lead, asked.reference).open();
  await press(lead, "case-take");
  await expect(bar(lead)).toContainText("Tomás Ruiz");

  // the open page: the bar tells who has it, at once with scripts
  await theirs.news();
  await expect(bar(agent)).toContainText("Tomás Ruiz");

  // the stale one is told, and nothing is overwritten
  const answer = await agent.context.request.post(`/cases/${asked.reference}/owner`, { form: { owner: "me", seen } });
  expect(answer.status()).toBe(409);
  expect(await answer.text()).toContain(agent.say("case-overtaken-taken", { by: "Tomás Ruiz" }));
  await theirs.open();
  await expect(bar(agent)).toContainText("Tomás Ruiz");

  // having seen it, one may take over
  await press(agent, "case-take");
  await expect(bar(agent)).toContainText("Mei Chen");
});

test("from the queue, too, whoever was faster keeps the case", async ({ person }) => {
  const asked = await ask(await person());
  const [agent, lead] = [await person({ staff: "agent" }), await person({ staff: "lead" })];
  await agent.page.goto(`/desk/queue?words=${asked.reference}`);
  await new CasePage(lead, asked.reference).open();
  await press(lead, "case-take");
  await expect(bar(lead)).toContainText("Tomás Ruiz");
  await agent.page.getByRole("row").filter({ hasText: asked.reference }).getByRole("button").click();
  await expect(errors(agent.page)).toContainText(agent.say("case-overtaken-taken", { by: "Tomás Ruiz" }));
  await expect(bar(agent)).toContainText("Tomás Ruiz");
});

test("the queue is gone through by its keys", async ({ person, scripts }) => {
  test.skip(!scripts, "without scripts Tab goes from case to case");
  const { page, say } = await person({ staff: "lead", size: "desk" });
  await page.goto("/desk/queue");
  await expect(page.locator("html")).toHaveAttribute("data-hydrated", "");
  const links = page.locator("#cases .table__link");
  await page.locator("#cases").focus();
  for (const [key, place] of [["j", 0], ["j", 1], ["ArrowDown", 2], ["k", 1], ["End", (await links.count()) - 1], ["Home", 0], ["k", 0]] as const) {
    await page.keyboard.press(key);
    await expect(links.nth(place), key).toBeFocused();
  }
  await page.keyboard.press("/");
  const search = page.getByRole("searchbox", { name: say("queue-search") });
  await expect(search).toBeFocused();
  await page.keyboard.type("jk/");
  await expect(search, "letters are letters there").toHaveValue("jk/");
});
