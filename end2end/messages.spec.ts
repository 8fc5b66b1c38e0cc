// Messages about a trip: by consent, to an address that was proved, ended by one click (INQ-10, INQ-11).
import AxeBuilder from "@axe-core/playwright";
import { code, letter } from "./support/outbox";
import { expect, test, type Person } from "./support/test";
import { DEMO, errors, openTrip } from "./support/trip";

// what one turns on the next finds on: they come one after the other, each project with a traveller of its own
test.describe.configure({ mode: "serial" });
const traveller = (scripts: boolean) =>
  scripts ? { trip: DEMO.rivera, address: "maria.rivera@landside.example" } : { trip: DEMO.lindqvist, address: "erik.lindqvist@landside.example" };

async function accessible({ page, scripts }: Person): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), "nothing sticks out").toBe(true);
  if (scripts) expect((await new AxeBuilder({ page }).setLegacyMode(true).analyze()).violations).toEqual([]);
}

/** Opens the messages of a trip, by a code to its address. */
async function prove(somebody: Person, desk: Person): Promise<void> {
  const { page, say } = somebody;
  const { trip, address } = traveller(somebody.scripts);
  await openTrip(somebody, trip);
  await page.getByRole("link", { name: say("messages-do-choose") }).click();
  await expect(page, "a name is not enough").toHaveURL(/\/verify\?next=/);
  await page.getByRole("button", { name: say("verify-send") }).click();
  await page.getByLabel(say("verify-code"), { exact: true }).fill(await code(desk, address));
  await page.getByRole("button", { name: say("verify-check") }).click();
  await expect(page).toHaveURL(new RegExp(`/trip/${trip.locator}/messages$`));
}

test("messages are turned on, seen by staff, ended by one click", async ({ language, person }) => {
  const somebody = await person({ language, size: "small", grumbles: /422/ });
  const desk = await person({ staff: "lead" });
  const { page, say } = somebody;
  const { trip, address } = traveller(somebody.scripts);
  const main = page.getByRole("main");
  await prove(somebody, desk);
  await accessible(somebody);
  const mine = page.getByRole("group", { name: say("messages-address") }).getByLabel(address);

  // whatever another run has left
  const off = page.getByRole("button", { name: say("messages-turn-off", { to: address }) });
  if (await off.isVisible()) await off.click();

  // nothing chosen at all: both questions are marked, and a long address still fits
  await page.getByRole("button", { name: say("messages-turn-on") }).click();
  await expect(errors(page)).toContainText(say("messages-wishes-missing"));
  await accessible(somebody);
  await mine.check();
  await page.getByRole("button", { name: say("messages-turn-on") }).click();
  await expect(errors(page)).toContainText(say("messages-wishes-missing"));
  await expect(mine, "what was chosen stays").toBeChecked();
  await accessible(somebody);
  await page.getByRole("checkbox", { name: say("messages-reminders") }).check();
  await page.getByRole("checkbox", { name: say("messages-word") }).check();
  await page.getByRole("button", { name: say("messages-turn-on") }).click();
  await expect(page.getByRole("status")).toContainText(say("messages-done-on"));
  await expect(main).toContainText(say("messages-written"));
  await accessible(somebody);

  const itinerary = await letter(desk, address, new RegExp(`${trip.locator}`));
  expect(itinerary.body).toContain("+1 973 555 0124");
  expect(itinerary.body, "with the zone told").toMatch(/UTC[−+]\d/);
  await page.goto(`/trip/${trip.locator}`);
  await expect(main).toContainText(say("messages-on", { to: address, language: language === "en" ? "English" : "中文" }));
  await expect(main.getByRole("link", { name: "+1 973 555 0124" })).toHaveAttribute("href", "tel:+19735550124");
  await desk.page.goto(`/trip/${trip.locator}/messages`);
  await expect(desk.page.getByRole("main")).toContainText(desk.say("messages-is-on"));
  await expect(desk.page.getByRole("main"), "masked").not.toContainText(address);

  // the link in the letter, in a browser that knows nothing
  const reader = await person({ language });
  const leave = itinerary.links.find((link) => link.includes("/unsubscribe/"))!;
  await reader.page.goto(new URL(leave).pathname);
  await reader.page.getByRole("button", { name: reader.say("leave-trip-go") }).click();
  await expect(reader.page.getByRole("main")).toContainText(trip.locator);
  await accessible(reader);
  await page.reload();
  await expect(main).toContainText(say("messages-off"));
});

test("the itinerary alone, and the file for a calendar", async ({ person }) => {
  const somebody = await person({ size: "phone" });
  const desk = await person({ staff: "lead" });
  const { page, say } = somebody;
  const { trip, address } = traveller(somebody.scripts);
  const file = `/trip/${trip.locator}/calendar.ics`;
  const stranger = await somebody.context.request.get(file, { maxRedirects: 0 });
  expect(stranger.status(), "only where the trip is open").toBe(303);
  await prove(somebody, desk);
  const mine = page.getByRole("group", { name: say("messages-address") }).getByLabel(address);
  await mine.check();
  await page.getByRole("button", { name: say("messages-itinerary-now") }).click();
  await expect(page.getByRole("status")).toContainText(say("messages-done-sent"));
  const calendar = await somebody.context.request.get(file);
  expect(calendar.headers()["content-type"]).toContain("text/calendar");
  const text = await calendar.text();
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
  expect(text).toMatch(/DTSTART:\d{8}T\d{6}Z/);
  expect(text.replaceAll("\r\n ", "")).toContain("+1 973 555 0124");
});

test("nobody has letters sent to an address they made up", async ({ person }) => {
  const stranger = await person({ grumbles: /4\d\d/ });
  await openTrip(stranger, DEMO.haddad);
  const form = { address: "stranger@example.com", wishes: "reminders", language: "en" };
  for (const act of ["", "/itinerary", "/off"]) {
    const answer = await stranger.context.request.post(`/trip/${DEMO.haddad.locator}/messages${act}`, { form, maxRedirects: 0 });
    expect(answer.status(), act).toBe(303);
    expect(answer.headers()["location"], act).toContain("/verify");
  }
  await stranger.page.goto(`/trip/${DEMO.haddad.locator}`);
  expect(await stranger.page.content(), "not even whether they are on").not.toContain(stranger.say("messages-do-change"));
});
