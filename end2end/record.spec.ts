// An inquiry by telephone, written down by an agent while they talk; opening hours (INQ-1, INQ-8, OFF-2).
import { expect, test, unique } from "./support/test";
import { ask } from "./support/cases";
import { errors } from "./support/trip";

test.use({ byTurns: true });

test("a call is written down, answered, and the reference told", async ({ person }) => {
  const { page, say } = await person({ staff: "agent" });
  const word = unique();
  await page.goto("/desk");
  await page.getByRole("link", { name: say("record-title") }).click();
  await page.getByLabel(say("record-who"), { exact: true }).fill("Rivera");
  await page.getByRole("button", { name: say("record-find") }).click();
  await page.getByRole("link", { name: /DEMO2A/ }).click();
  await expect(page.getByLabel(say("record-name"), { exact: true })).toHaveValue(/Rivera/);
  await page.getByLabel(say("record-subject"), { exact: true }).fill(`A window ${word}`);
  await page.getByLabel(say("record-words"), { exact: true }).fill("May I sit by the window?");
  await page.getByLabel(say("record-answer"), { exact: true }).fill("12A is yours.");
  await page.locator("input[type=file]").setInputFiles([{ name: "letter.txt", mimeType: "text/plain", buffer: Buffer.from("handed over at the counter") }]);
  await page.getByRole("button", { name: say("record-go") }).click();
  // nothing typed or chosen is lost while something is missing
  await expect(page.locator("#files-now").getByRole("listitem").filter({ hasText: "letter.txt" })).toHaveCount(1);
  await expect(errors(page)).toContainText(say("record-channel-missing"));
  await expect(page.getByLabel(say("record-answer"), { exact: true })).toHaveValue("12A is yours.");
  await page.getByRole("radio", { name: say("case-channel-phone"), exact: true }).check();
  await page.getByLabel(say("record-matter"), { exact: true }).selectOption("inquiry seat");
  await page.getByRole("button", { name: say("record-go") }).click();
  await expect(page.getByText(/LS-[2-9A-Z]{4}-[2-9A-Z]{4}/)).toBeVisible();
  await page.getByRole("link", { name: say("record-open") }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(word);
  await expect(page.getByRole("main")).toContainText("12A is yours.");
  await expect(page.getByRole("link", { name: "letter.txt", exact: true })).toBeVisible();
  await expect(page.getByRole("main")).toContainText(say("case-channel-phone"));
});

test("whoever calls again is found with what they asked, and it goes on there", async ({ person }) => {
  const passenger = await person({});
  const { reference } = await ask(passenger);
  const { page, say } = await person({ staff: "lead" });
  for (const said of [reference, reference.toLowerCase().replaceAll("-", " ")]) {
    await page.goto(`/desk/record?q=${encodeURIComponent(said)}`);
    await expect(page.getByText(say("record-nobody"))).toHaveCount(0);
    await expect(page.getByRole("heading", { name: say("record-already") })).toBeVisible();
  }
  await page.getByRole("link", { name: new RegExp(reference) }).click();
  await expect(page).toHaveURL(new RegExp(`/cases/${reference}$`));
});

test("a department's hours are set and read back", async ({ person }) => {
  const { page, say } = await person({ staff: "lead" });
  await page.goto("/desk/settings");
  await page.getByRole("link", { name: say("hours-title") }).click();
  await page.locator('a[href="/desk/settings/hours/refunds"]').click();
  await page.getByRole("link", { name: say("case-channel-social"), exact: true }).click();
  await page.getByRole("checkbox").uncheck();
  await page.getByLabel(say("hours-mon"), { exact: true }).fill("8 to 8");
  await page.getByRole("button", { name: say("hours-save") }).click();
  await expect(errors(page)).toContainText(say("hours-unreadable"));
  await page.getByLabel(say("hours-mon"), { exact: true }).fill("8:00–20:00");
  await page.getByLabel(say("hours-days"), { exact: true }).fill("2026-12-25");
  await page.getByRole("button", { name: say("hours-save") }).click();
  await expect(page.getByRole("link", { name: /08:00-20:00/ })).toBeVisible();
  await page.goto("/desk/settings/hours/refunds?channel=social");
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: say("hours-save") }).click();
  await expect(page.getByRole("link", { name: /08:00-20:00/ })).toHaveCount(0);
});

test("the queue shows what one can answer: in which languages, which kinds", async ({ person, scripts }) => {
  // one's own word, so that the two runs of this journey do not change each other's
  const { page, say } = await person({ staff: scripts ? "agent" : "lead" });
  const passengers = [await person({ language: "en" }), await person({ language: "zh-CN" })];
  const [english, chinese] = [await ask(passengers[0]), await ask(passengers[1])];
  const row = (subject: string) => page.getByRole("row").filter({ hasText: subject });
  const save = page.getByRole("button", { name: say("skills-save") });
  const language = (name: string) => page.getByRole("group", { name: say("skills-languages") }).getByRole("checkbox", { name });
  await page.goto("/desk/settings");
  for (const name of ["English", "中文"]) await language(name).uncheck();
  await save.click();
  await expect(errors(page)).toContainText(say("skills-language-missing"));
  await language("中文").check();
  await save.click();
  await expect(errors(page)).toHaveCount(0);
  await expect(language("English")).not.toBeChecked();
  for (const [asked, shown] of [[english, 0], [chinese, 1]] as const) {
    await page.goto(`/desk/queue?can=me&words=${asked.subject.split(" ")[1]}`);
    await expect(page.getByRole("searchbox", { name: say("queue-search") })).toBeVisible();
    await expect(row(asked.subject)).toHaveCount(shown);
    await page.goto(`/desk/queue?words=${asked.subject.split(" ")[1]}`);
    await expect(row(asked.subject)).toHaveCount(1);
  }
  await page.goto("/desk/settings");
  for (const name of ["English", "中文"]) await language(name).check();
  await save.click();
  await expect(language("English")).toBeChecked();
});
