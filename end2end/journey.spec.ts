// The main job, whole: a passenger asks, an agent answers, on one page (INQ-1 to INQ-4, OFF-2, OFF-6).
import { expect, test, unique, type Person } from "./support/test";
import { CasePage, Questions } from "./support/cases";
import { signIn } from "./support/staff";
import { DEMO, errors, openTrip } from "./support/trip";
import { carrier, LANGUAGES, type Language } from "./support/words";

/** Who answers: a code for signing in is good once, so runs side by side take different people. */
const AGENTS: Record<Language, Record<string, string>> = {
  en: { "scripts-off": "Noah Bergman", "scripts-on": "Aiko Mori" },
  "zh-CN": { "scripts-off": "张岚", "scripts-on": "Tomás Ruiz" },
};

const SAYS = {
  en: { topic: "case-topic-new-flight", subject: "A day later", words: "Can I fly on the day after?\nMy sister is ill.", better: "Two days later", reply: "Yes, at no charge.", more: "Which flight would that be?", end: "LD 416, I have changed it." },
  "zh-CN": { topic: "case-topic-new-flight", subject: "推迟一天", words: "我能改到后一天吗？\n家人病了。", better: "推迟两天", reply: "可以，免费。", more: "是哪个航班？", end: "LD 416，已经改好。" },
};

for (const language of LANGUAGES) {
  test(`a passenger asks, an agent answers (${language})`, async ({ person }, info) => {
    const says = SAYS[language];
    const id = unique();
    const passenger = await person({ language, size: "phone" });
    const agent = await person({ language, size: "desk" });

    const subject = await test.step("the trip, and from it the questions", async () => {
      await openTrip(passenger, DEMO.rivera);
      await expect(passenger.page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(passenger.page.getByText("Maria Rivera").first()).toBeVisible();
      await passenger.page.getByRole("link", { name: passenger.say("trip-do-ask") }).click();
      return answer(passenger, says, id);
    });

    const reference = await test.step("sent once, however often the button is pressed", async () => {
      const questions = new Questions(passenger);
      await passenger.page.getByRole("button", { name: passenger.say("case-new-send", { carrier: carrier(language) }) }).dblclick();
      const reference = await questions.confirmed();
      await expect(passenger.page.getByText(reference, { exact: true })).toBeVisible();
      await expect(passenger.page.getByText(passenger.say.like("case-opened-next"))).toBeVisible();
      await passenger.page.goto("/cases");
      await expect(passenger.page.getByRole("link", { name: new RegExp(id) })).toHaveCount(1);
      return reference;
    });

    const mine = await new CasePage(passenger, reference).open();
    await expect(mine.entry(id)).toHaveCount(1);
    await expect(mine.stage("case-stage-received")).toBeVisible();

    const theirs = await test.step("the agent signs in, finds it in the queue and takes it", async () => {
      await signIn(agent.page, agent.say, AGENTS[language][info.project.name], "/desk/queue");
      await expect(agent.page).toHaveURL(/\/desk\/queue$/);
      await agent.page.getByRole("searchbox", { name: agent.say("queue-search") }).fill(id);
      await agent.page.getByRole("button", { name: agent.say("queue-show") }).click();
      const row = agent.page.getByRole("row").filter({ hasText: subject });
      await expect(row).toHaveCount(1);
      await row.getByRole("link", { name: reference }).click();
      await expect(agent.page).toHaveURL(new RegExp(`/cases/${reference}$`));
      const page = new CasePage(agent, reference);
      await page.button("case-take").click();
      await expect(page.button("case-take")).toBeHidden();
      return page;
    });

    await test.step("a note for colleagues, a reply for the passenger", async () => {
      await theirs.note(`${id} 备注 a colleague should know`);
      await theirs.box.fill(`${says.reply} ${id}1`);
      await theirs.button("case-reply-send").dblclick();
      await expect(theirs.held(`${id}1`), "sent once; for ten seconds it can be taken back").toHaveCount(1);
      await mine.news();
      await expect(mine.entry(`${id}1`)).toHaveCount(0);
      await theirs.left(`${id}1`);
      await agent.page.reload();
      await expect(theirs.entry(`${id}1`)).toHaveCount(1);
      await expect(theirs.entry("备注")).toHaveCount(1);
    });

    await test.step("the passenger reads the reply and never the note", async () => {
      await mine.news();
      await expect(mine.entry(`${id}1`)).toHaveCount(1);
      await expect(mine.stage("case-stage-answered")).toBeVisible();
      await passenger.page.reload();
      await expect(mine.entry(`${id}1`)).toHaveCount(1);
      expect(await passenger.page.content()).not.toContain("备注");
    });

    await test.step("not yet: it is open again, and answered again", async () => {
      await mine.button("case-verdict-no").click();
      await expect(mine.stage("case-stage-in-hand")).toBeVisible();
      await mine.reply(`${says.more} ${id}2`);
      await theirs.news();
      await expect(theirs.entry(`${id}2`)).toHaveCount(1);
      await theirs.reply(`${says.end} ${id}3`);
      await mine.news();
      await expect(mine.entry(`${id}3`)).toHaveCount(1);
    });

    await test.step("that answered it: closed, for both", async () => {
      await mine.button("case-verdict-yes").click();
      await expect(mine.stage("case-stage-closed")).toBeVisible();
      await passenger.page.goto("/cases");
      await expect(passenger.page.getByRole("heading", { name: passenger.say("cases-closed"), exact: true })).toBeVisible();
      await theirs.news();
      await expect(theirs.stage("case-stage-closed")).toBeVisible();
    });
  });
}

/** Every question with a slip on the way, until the answers stand to be checked. Tells the subject. */
async function answer(person: Person, says: (typeof SAYS)["en"], id: string): Promise<string> {
  const { page, say } = person;
  const questions = new Questions(person);

  await questions.asks("case-new-topic");
  await questions.back();
  await questions.asks("case-new-kind");
  await questions.choice(say("case-choose-change")).check();
  await questions.go();

  await questions.asks("case-new-topic");
  await questions.go();
  await expect(errors(page)).toContainText(say("case-topic-missing"));
  await questions.choice(say(says.topic)).check();
  await questions.go();

  await questions.asks("case-new-about");
  await page.getByRole("radio", { name: /LD \d+/ }).first().check();
  await questions.go();

  await questions.asks("case-new-words");
  await questions.field("case-new-subject").fill(`${says.subject} ${id}`);
  await questions.go();
  await expect(errors(page)).toContainText(say("case-words-missing"));
  await expect(questions.field("case-new-subject"), "what was typed is still there").toHaveValue(`${says.subject} ${id}`);
  await errors(page).getByRole("link", { name: say("case-words-missing") }).click();
  await expect(questions.field("case-new-words-label")).toBeFocused();
  await questions.field("case-new-words-label").fill(`${says.words} ${id}`);
  await questions.go();

  await questions.asks("case-new-reach");
  await questions.back();
  await expect(questions.field("case-new-words-label"), "going back loses nothing").toHaveValue(`${says.words} ${id}`);
  await questions.go();

  await questions.asks("case-new-reach");
  await questions.field("case-new-name").fill("Maria Rivera");
  await questions.field("case-new-either").fill("maria at example");
  await questions.field("case-new-either").evaluate((field) => ((field as HTMLInputElement).form!.noValidate = true));
  await questions.go();
  await expect(errors(page)).toBeVisible();
  await expect(questions.field("case-new-either")).toHaveValue("maria at example");
  await questions.field("case-new-either").fill(`maria.${id}@example.com`);
  await questions.go();

  await questions.asks("case-new-check");
  const answers = page.getByRole("main");
  for (const told of [say(says.topic), `${says.subject} ${id}`, `maria.${id}@example.com`, "LD "]) await expect(answers).toContainText(told);
  await page.getByRole("link", { name: `${say("change")} ${say("case-new-subject")}` }).click();
  await questions.field("case-new-subject").fill(`${says.better} ${id}`);
  await questions.go();
  await questions.asks("case-new-check");
  await expect(answers).toContainText(`${says.better} ${id}`);
  await expect(answers).not.toContainText(`${says.subject} ${id}`);
  return `${says.better} ${id}`;
}
