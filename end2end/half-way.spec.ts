// A question half asked: what is typed outlives a reload, and two tabs do not mix theirs (I8).
import { expect, test, unique } from "./support/test";
import { CasePage, Questions } from "./support/cases";
import { errors } from "./support/trip";
import { carrier } from "./support/words";

test.use({ byTurns: true });

test("a reload half-way loses neither lines nor words", async ({ person }, info) => {
  const passenger = await person();
  const { page, say } = passenger;
  const questions = new Questions(passenger);
  const [subject, words] = [`A cello ${unique()}`, "May it sit beside me?\nIt is 130 cm long."];
  await page.goto("/cases/new?step=words");
  await questions.field("case-new-subject").fill(subject);
  await questions.field("case-new-words-label").fill(words);
  if (info.project.name === "scripts-off") {
    // without scripts the server knows what was sent with the last button
    await questions.go();
    await questions.asks("case-new-reach");
    await page.reload();
    await questions.back();
  } else {
    await expect(page.getByText(say("case-draft-kept"), { exact: true })).toBeVisible();
    await page.reload();
  }
  await expect(questions.field("case-new-subject")).toHaveValue(subject);
  await expect(questions.field("case-new-words-label")).toHaveValue(words);
});

test("what is typed before the scripts have come is kept as well", async ({ person, scripts }) => {
  test.skip(!scripts, "it is the scripts that are late");
  const passenger = await person();
  const { page, say } = passenger;
  let come = () => {};
  const there = new Promise<void>((resolve) => (come = resolve));
  await page.route(/\/pkg\/[^?]*\.(js|wasm)/, async (route) => {
    await there;
    await route.continue();
  });
  await page.goto("/cases/new?step=words");
  const questions = new Questions(passenger);
  const words = `Typed at once ${unique()}`;
  await questions.field("case-new-words-label").fill(words);
  await expect(page.getByText(say("case-draft-kept"), { exact: true })).toHaveCount(0);
  come();
  await expect(page.getByText(say("case-draft-kept"), { exact: true })).toBeVisible();
  await page.reload();
  await expect(questions.field("case-new-words-label")).toHaveValue(words);
});

test("two tabs ask two things, and each sends what it shows", async ({ person }) => {
  const passenger = await person();
  const { context, say } = passenger;
  const tabs = [];
  for (const subject of [`Window seat ${unique()}`, `Vegan meal ${unique()}`]) {
    const page = await context.newPage();
    const questions = new Questions({ ...passenger, page });
    await page.goto("/cases/new?kind=inquiry");
    await questions.choice(say("case-topic-seat")).check();
    await questions.go();
    await questions.go();
    await questions.field("case-new-subject").fill(subject);
    await questions.field("case-new-words-label").fill(`${subject}, please.`);
    await questions.go();
    await questions.field("case-new-name").fill("Ana Lima");
    await questions.field("case-new-either").fill(`${unique()}@example.com`);
    await questions.go();
    await questions.asks("case-new-check");
    tabs.push({ page, subject, questions });
  }
  for (const { page, subject, questions } of tabs) {
    await expect(page.getByRole("button", { name: say("case-new-send", { carrier: carrier(say.language) }) })).toBeVisible();
    const reference = await questions.send();
    const sent = await new CasePage({ ...passenger, page }, reference).open();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(subject);
    await expect(sent.entry(`${subject}, please.`)).toHaveCount(1);
  }
});

test("what is typed after a mistake survives a reload too", async ({ person, scripts }) => {
  test.skip(!scripts, "without scripts the server knows what was sent with the last button");
  const passenger = await person();
  const { page, say } = passenger;
  const questions = new Questions(passenger);
  await page.goto("/cases/new?step=words");
  await questions.go();
  await expect(errors(page)).toBeVisible();
  const words = `typed after the mistake ${unique()}`;
  await questions.field("case-new-words-label").fill(words);
  await expect(page.getByText(say("case-draft-kept"), { exact: true })).toBeVisible();
  await page.reload();
  await expect(questions.field("case-new-words-label")).toHaveValue(words);
});

test("one tab's answers do not become another's", async ({ person }) => {
  const passenger = await person();
  const { context, page, say } = passenger;
  const mine = new Questions(passenger);
  await page.goto("/cases/new?kind=inquiry");
  await mine.choice(say("case-topic-check-in")).check();
  await mine.go();
  await mine.go();
  await mine.asks("case-new-words");

  const other = { ...passenger, page: await context.newPage() };
  const theirs = new Questions(other);
  await other.page.goto("/cases/new?kind=baggage");
  await theirs.choice(say("case-topic-bag-missing")).check();
  await theirs.go();
  await theirs.asks("case-new-about");

  await mine.field("case-new-subject").fill("My boarding pass");
  await mine.field("case-new-words-label").fill("It does not open.");
  await mine.go();
  await mine.field("case-new-name").fill("Ana Lima");
  await mine.field("case-new-either").fill(`${unique()}@example.com`);
  await mine.go();
  await mine.asks("case-new-check");
  await expect(page.getByRole("main")).toContainText(say("case-topic-check-in"));
  await expect(page.getByRole("main")).not.toContainText(say("case-topic-bag-missing"));
});
