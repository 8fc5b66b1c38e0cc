// What one side does appears at the other without reloading; nothing missed, nothing doubled (issue: Live, I6, I8).
import type { Request } from "@playwright/test";
import { expect, newContext, test, unique, type Page } from "./support/test";
import { ask, CasePage } from "./support/cases";

test.use({ byTurns: true });

/** The page's islands run and its stream is open. */
async function listening(page: Page): Promise<void> {
  await expect(page.locator("html[data-hydrated]")).toBeAttached();
}

test("news reach the other side at once, a note never", async ({ person }) => {
  const passenger = await person();
  const { reference } = await ask(passenger);
  const agent = await person({ staff: "agent" });
  const colleague = await person({ staff: "lead" });
  const pages = await Promise.all([passenger, agent, colleague].map((one) => new CasePage(one, reference).open()));
  const [mine, theirs, hers] = pages;
  await Promise.all(pages.map((page) => listening(page.person.page)));

  const fetched: string[] = [];
  passenger.page.on("request", (request) => {
    if (request.headers()["x-live"]) fetched.push(request.url());
  });
  const note = `note ${unique()}`;
  await theirs.note(note);
  await expect(hers.entry(note)).toHaveCount(1);
  await passenger.page.waitForTimeout(1_500);
  expect(fetched, "a note is no news for a passenger, not even that it happened").toEqual([]);

  await listening(agent.page);
  const words = `reply ${unique()}`;
  await theirs.reply(words);
  await expect(mine.entry(words)).toHaveCount(1);
  await expect(hers.entry(words)).toHaveCount(1);
  await expect(mine.stage("case-stage-answered")).toBeVisible();
  await expect(mine.button("case-verdict-yes"), "what can be done changes with it").toBeVisible();
  await expect(passenger.page.getByRole("status").filter({ hasText: passenger.say("case-news") })).toHaveCount(1);
  expect(await passenger.page.content()).not.toContain(note);
});

test("what is being typed stands while news come in", async ({ person }) => {
  const passenger = await person();
  const { reference } = await ask(passenger);
  const mine = await new CasePage(passenger, reference).open();
  await listening(passenger.page);
  await mine.box.fill("half a sent");
  const theirs = await new CasePage(await person({ staff: "agent" }), reference).open();
  const words = `reply ${unique()}`;
  await theirs.reply(words);
  await expect(mine.entry(words)).toHaveCount(1);
  await expect(mine.box).toHaveValue("half a sent");
  await expect(mine.box).toBeFocused();
});

test("after a lost connection everything is there, once and in order", async ({ person }) => {
  const passenger = await person({ grumbles: /ERR_INTERNET_DISCONNECTED|ERR_NETWORK/ });
  const { reference } = await ask(passenger);
  const mine = await new CasePage(passenger, reference).open();
  await listening(passenger.page);
  const before = await mine.entries.count();
  await passenger.context.setOffline(true);
  const theirs = await new CasePage(await person({ staff: "agent" }), reference).open();
  const told = [1, 2, 3].map((place) => `${place} while away ${unique()}`);
  for (const words of told) await theirs.reply(words);
  await expect(mine.entry("while away")).toHaveCount(0);
  await passenger.context.setOffline(false);
  await expect(mine.entry("while away")).toHaveCount(3);
  await theirs.reply(`and back ${unique()}`);
  await expect(mine.entry("and back")).toHaveCount(1);

  const places = await mine.entries.evaluateAll((entries) => entries.map((entry) => Number((entry as HTMLElement).dataset.seq)));
  expect(places.length).toBeGreaterThanOrEqual(before + 4);
  expect(new Set(places).size, "nothing doubled").toBe(places.length);
  expect([...places].sort((a, b) => a - b), "in order").toEqual(places);
  await passenger.page.reload();
  await expect(mine.entries, "nothing missed").toHaveCount(places.length);
});

test("eight open cases over HTTP/1.1 share one stream, and a ninth page still loads", async ({ person }) => {
  const agent = await person({ staff: "agent" });
  const streams = new Set<Request>();
  // a tab that closes takes its stream along, which Chromium does not report
  const open = () => [...streams].filter((request) => !request.frame().page().isClosed()).length;
  agent.context.on("request", (request) => {
    if (new URL(request.url()).pathname === "/live") streams.add(request);
  });
  for (const ended of ["requestfinished", "requestfailed"] as const) agent.context.on(ended as "requestfinished", (request: Request) => streams.delete(request));

  const passengers = await Promise.all(Array.from({ length: 8 }, () => person()));
  const tabs: CasePage[] = [];
  for (const passenger of passengers) {
    const { reference } = await ask(passenger);
    const page = await agent.context.newPage();
    tabs.push(await new CasePage({ ...agent, page }, reference).open());
    await listening(page);
  }
  const protocol = await tabs[0].person.page.evaluate(() => (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming).nextHopProtocol);
  expect(protocol).toBe("http/1.1");
  await expect.poll(open, { message: "streams open at once" }).toBe(1);

  const ninth = await agent.context.newPage();
  await ninth.goto("/desk/queue");
  await expect(ninth.getByRole("table")).toBeVisible();

  // each tab hears its own news, whichever holds the stream
  for (const [place, passenger] of passengers.entries()) {
    const words = `tab ${place} ${unique()}`;
    await (await new CasePage(passenger, tabs[place].reference).open()).reply(words);
    await expect(tabs[place].entry(words)).toHaveCount(1);
    await expect(tabs[(place + 1) % 8].entry(words)).toHaveCount(0);
  }
  // and when the tab that holds it closes, another takes over
  await tabs[0].person.page.close();
  const words = `after the first left ${unique()}`;
  await (await new CasePage(passengers[5], tabs[5].reference).open()).reply(words);
  await expect(tabs[5].entry(words)).toHaveCount(1);
  await expect.poll(open).toBe(1);
});

test("a reply being typed survives a reload and waits on another device; once sent it is gone", async ({ person, browser }) => {
  const passenger = await person();
  const { reference } = await ask(passenger);
  const mine = await new CasePage(passenger, reference).open();
  await listening(passenger.page);
  const words = `one more thing ${unique()}`;
  await mine.box.pressSequentially(words);
  await expect(passenger.page.getByText(passenger.say("case-draft-kept"), { exact: true })).toBeVisible();
  await passenger.page.reload();
  await expect(mine.box).toHaveValue(words);

  const context = await newContext(browser, true, {});
  await context.addCookies(await passenger.context.cookies());
  const there = new CasePage({ ...passenger, context, page: await context.newPage() }, reference);
  await there.open();
  await expect(there.box, "the server keeps it").toHaveValue(words);

  await mine.button("case-reply-send").click();
  await expect(mine.entry(words)).toHaveCount(1);
  await expect(mine.box).toHaveValue("");
  await there.open();
  await expect(there.box).toHaveValue("");
  await expect(there.entry(words)).toHaveCount(1);
  await context.close();
});
