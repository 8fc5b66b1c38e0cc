// /cases/new begun from a trip: its flights and bags to point at; without one, a tag as people read it (INQ-1, INQ-4).
import { expect, test, unique } from "./support/test";
import { CasePage, Questions } from "./support/cases";
import { DEMO, errors, openTrip } from "./support/trip";

test("about a bag of this trip, by pointing at flight and bag", async ({ language, person }) => {
  const passenger = await person({ language, size: "phone" });
  const { page, say } = passenger;
  const questions = new Questions(passenger);
  const id = unique();
  // another trip opened here is not offered beside the one the questions are begun from
  await openTrip(passenger, DEMO.okafor);
  await openTrip(passenger, DEMO.wang);
  await page.getByRole("link", { name: say("trip-do-bags") }).click();

  await questions.asks("case-new-topic");
  await questions.choice(say("case-topic-bag-damaged")).check();
  await questions.go();

  await questions.asks("case-new-about");
  await expect(page.getByText("DEMO5D").first()).toBeVisible();
  await expect(page.getByText("DEMO3B")).toHaveCount(0);
  const flight = page.getByRole("radio", { name: /LD \d+/ }).first();
  const number = /LD \d+/.exec((await flight.evaluate((radio) => (radio as HTMLInputElement).labels![0].innerText)))![0];
  await flight.check();
  await questions.choice("0992 123457").check();
  await questions.go();

  await questions.asks("case-new-words");
  await questions.back();
  await expect(questions.choice("0992 123457"), "going back loses nothing").toBeChecked();
  await expect(flight).toBeChecked();
  await questions.go();
  await questions.field("case-new-subject").fill(`Wheel ${id}`);
  await questions.field("case-new-words-label").fill(`One wheel is gone. ${id}`);
  await questions.go();
  await questions.field("case-new-name").fill("王伟");
  await questions.field("case-new-either").fill(`wei.${id}@example.com`);
  await questions.go();

  await questions.asks("case-new-check");
  const answers = page.getByRole("main");
  for (const told of ["DEMO5D", number, "0992123457"]) await expect(answers).toContainText(told);
  const reference = await questions.send();

  // and the agent has the facts beside it
  const agent = await person({ staff: "agent", size: "desk" });
  await new CasePage(agent, reference).open();
  const facts = agent.page.getByRole("complementary");
  for (const told of ["DEMO5D", number, "0992123457"]) await expect(facts).toContainText(told);
});

test("a bag tag is taken as it is read from the slip", async ({ person }) => {
  const passenger = await person();
  const { page, say } = passenger;
  const questions = new Questions(passenger);
  await page.goto("/cases/new?kind=baggage");
  await questions.choice(say("case-topic-bag-missing")).check();
  await questions.go();
  for (const wrong of ["12345", "XQ123456"]) {
    await questions.field("case-new-bag").fill(wrong);
    await questions.go();
    await expect(errors(page)).toContainText(say("case-bag-tag-form"));
    await expect(questions.field("case-new-bag"), "what was typed is still there").toHaveValue(wrong);
  }
  for (const typed of ["ld 123-456", "992123456", "0992 123 456"]) {
    await questions.field("case-new-bag").fill(typed);
    await questions.go();
    await questions.asks("case-new-words");
    if (typed !== "0992 123 456") await questions.back();
  }
  await questions.field("case-new-subject").fill("Bag");
  await questions.field("case-new-words-label").fill("It did not come.");
  await questions.go();
  await questions.field("case-new-name").fill("Ana Lima");
  await questions.field("case-new-either").fill(`${unique()}@example.com`);
  await questions.go();
  await questions.asks("case-new-check");
  await expect(page.getByRole("main")).toContainText(say("case-check-bag", { tag: "0992123456" }));
});
