// A reminder that really arrives: a flight of tomorrow, the wish for reminders, and the letter once its hour has come (INQ-10, OFF-1).
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, unique } from "./support/test";
import { code, letter } from "./support/outbox";
import { unfold } from "./support/staff";
import { openTrip } from "./support/trip";

const DAY = 24 * 60 * 60 * 1000;
/** Where people are awake at some hour of the day, whatever the hour: nobody is written to at night. */
const PLACES = [
  ["EWR", "America/New_York"],
  ["HNL", "Pacific/Honolulu"],
  ["LHR", "Europe/London"],
  ["NRT", "Asia/Tokyo"],
] as const;

/** Date and clock of an instant at a place. */
function local(at: Date, zone: string): { date: string; clock: string; hour: number } {
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(at);
  const [date, clock] = parts.split(" ");
  return { date, clock, hour: Number(clock.slice(0, 2)) };
}

function bring(kind: string, table: string): void {
  const file = join(mkdtempSync(join(tmpdir(), "landside-")), `${kind}.csv`);
  writeFileSync(file, table);
  execFileSync(process.env.LANDSIDE_PROGRAM!, ["import", kind, file], { stdio: "pipe" });
}

test("the reminder leaves a day before the flight, and stands beside the case", async ({ person, scripts }) => {
  test.skip(!process.env.LANDSIDE_PROGRAM, "needs the program itself, to bring in a flight");
  test.skip(scripts, "the hour of a reminder is waited for once; its pages are walked with scripts in messages.spec.ts");
  test.setTimeout(300_000);
  const soon = new Date(Math.ceil((Date.now() + 45_000) / 60_000) * 60_000);
  const [origin, zone] = PLACES.find(([, zone]) => [soon.getTime() - 60_000, soon.getTime() + 240_000].every((at) => ((hour) => hour >= 8 && hour < 21)(local(new Date(at), zone).hour)))!;
  const departs = local(new Date(soon.getTime() + DAY), zone);
  const [destination, there] = PLACES.find(([place]) => place === (origin === "EWR" ? "LHR" : "EWR"))!;
  const lands = local(new Date(soon.getTime() + DAY + 15 * 60 * 60 * 1000), there);
  const arrives = `${lands.clock}${lands.date > departs.date ? "+1" : ""}`;
  const number = 7000 + Math.floor(Math.random() * 2900);
  const locator = `R${unique().toUpperCase().slice(0, 5).replace(/[^A-Z0-9]/g, "X")}`;
  const address = `remind@mail.${unique()}`;
  bring("flights", `carrier,number,date,origin,destination,departs,arrives\nLD,${number},${departs.date},${origin},${destination},${departs.clock},${arrives}\n`);
  bring(
    "bookings",
    `locator,fare_family,total,currency,family_name,given_name,email,carrier,number,date,origin,destination\n` +
      `${locator},flex,612.40,USD,Okafor,Ada,${address},LD,${number},${departs.date},${origin},${destination}\n`,
  );

  const somebody = await person({ size: "phone" });
  const desk = await person({ staff: "lead" });
  const { page, say } = somebody;
  await openTrip(somebody, { locator, name: "Okafor" });
  await page.getByRole("link", { name: say("messages-do-choose") }).click();
  await page.getByRole("button", { name: say("verify-send") }).click();
  await page.getByLabel(say("verify-code"), { exact: true }).fill(await code(desk, address));
  await page.getByRole("button", { name: say("verify-check") }).click();
  await page.getByRole("group", { name: say("messages-address") }).getByLabel(address).check();
  await page.getByRole("checkbox", { name: say("messages-reminders") }).check();
  await page.getByRole("button", { name: say("messages-turn-on") }).click();
  await expect(page.getByRole("status")).toContainText(say("messages-done-on"));
  await expect(page.getByRole("main"), "it is announced").toContainText(say("messages-planned"));
  expect(Date.now(), "asked for before its hour").toBeLessThan(soon.getTime());

  const flight = `LD ${number}`;
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("main").locator(".trip__letter").filter({ hasText: `${say("messages-reminder")} · ${flight}` })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 220_000, intervals: [3_000] });
  const reminder = await letter(desk, address, new RegExp(flight));
  expect(reminder.body, "what to do now").toContain(locator);
  expect(reminder.links.some((link) => link.includes("/unsubscribe/")), "one click ends them").toBe(true);

  // whoever answers about the trip sees what we wrote, and whether it left
  await desk.page.goto(`/desk/record?q=${locator}`);
  await desk.page.getByRole("link", { name: new RegExp(locator) }).click();
  await desk.page.getByRole("radio", { name: desk.say("case-channel-phone") }).check();
  await desk.page.getByLabel(desk.say("record-matter"), { exact: true }).selectOption("inquiry seat");
  await desk.page.getByLabel(desk.say("record-subject"), { exact: true }).fill("Have you written to me?");
  await desk.page.getByLabel(desk.say("record-words"), { exact: true }).fill("I wait for a reminder.");
  await desk.page.getByRole("button", { name: desk.say("record-go") }).click();
  await desk.page.getByRole("link", { name: desk.say("record-open") }).click();
  await unfold(desk.page, desk.say("case-letters"));
  const beside = desk.page.locator(".trip__letter").filter({ hasText: `${desk.say("messages-reminder")} · ${flight}` });
  await expect(beside).toContainText(new RegExp(`${desk.say("messages-state-sent")}|${desk.say("messages-state-waits")}`));
  await expect(desk.page.locator(".trip__letter")).toHaveCount(2);
  await expect(desk.page.getByRole("complementary").first(), "masked").toContainText("r•••@m•••");
});
