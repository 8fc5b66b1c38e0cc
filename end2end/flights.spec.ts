// Flight status: by number, by route, an airport's board, a flight's own page (INQ-3).
import { expect, test } from "./support/test";
import { aFlight } from "./support/flights";
import { errors } from "./support/trip";

const CITIES = { en: { hub: "Newark", far: "Chicago" }, "zh-CN": { hub: "纽瓦克", far: "芝加哥" } };

test("a flight is found by its number", async ({ language, person }) => {
  const { page, say, context } = await person({ language, size: "phone" });
  const [, , designator, date] = (await aFlight({ context })).split("/");
  await page.goto("/");
  await page.getByRole("main").getByRole("link", { name: say("home-flights") }).click();
  const number = page.getByLabel(say("flights-number"), { exact: true });
  // as people type it: small letters, a space
  await number.fill(`${designator.slice(0, 2).toLowerCase()} ${designator.slice(2)}`);
  await page.getByLabel(say("flights-date"), { exact: true }).fill(date);
  await page.getByRole("button", { name: say("flights-search"), exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/flights/${designator}/${date}$`));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("table", { name: say("flight-times-of", { flight: `${designator.slice(0, 2)} ${designator.slice(2)}` }) })).toBeVisible();
  await expect(page.getByText(say.like("flight-zones"))).toBeVisible();
  await expect(page.getByText(say.like("flight-checked"))).toBeVisible();
  await expect(page.getByRole("heading", { name: say("flight-comes-from") })).toBeVisible();
  await expect(page.getByRole("heading", { name: say("flight-history") })).toBeVisible();
});

test("a board leads to a flight, and on to the next hours", async ({ language, person }) => {
  const { page, say } = await person({ language });
  await page.goto("/flights?board=departures&airport=EWR");
  const rows = page.getByRole("main").getByRole("row").filter({ has: page.getByRole("link") });
  expect(await rows.count()).toBeGreaterThan(5);
  const first = rows.first();
  const flight = await first.getByRole("link").innerText();
  await expect(first).toContainText(/\d{1,2}:\d{2}/);
  const more = page.getByRole("navigation", { name: say("paging") }).getByRole("link", { name: say("paging-on") });
  const seen = await rows.allInnerTexts();
  await more.click();
  await expect(rows.first()).toBeVisible();
  for (const row of await rows.allInnerTexts()) expect(seen, "a board's next page repeats nothing").not.toContain(row);
  await page.goBack();
  await rows.first().getByRole("link").click();
  await expect(page.getByRole("main")).toContainText(flight);
  await expect(page).toHaveURL(/\/flights\/[A-Z0-9]+\/\d{4}-\d\d-\d\d$/);
});

test("a route is found by cities in one's own words", async ({ language, person }) => {
  const { page, say } = await person({ language, size: "phone" });
  await page.goto("/flights?by=route");
  await page.getByLabel(say("flights-from"), { exact: true }).fill("EWR");
  await page.getByLabel(say("flights-to"), { exact: true }).fill(CITIES[language].far);
  await page.getByRole("button", { name: say("flights-search-many") }).click();
  const rows = page.getByRole("main").getByRole("row").filter({ has: page.getByRole("link") });
  expect(await rows.count()).toBeGreaterThan(0);
  await expect(rows.first()).toContainText(CITIES[language].far);
  await rows.first().getByRole("link").click();
  await expect(page.getByRole("main")).toContainText(CITIES[language].far);
});

test("what cannot be found says what to do", async ({ language, person }) => {
  const { page, say } = await person({ language });
  const answer = await page.goto("/flights/LD9999/2026-11-21");
  expect(answer!.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1, name: say("flights-none-title") })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: say("flights-by-route") }).click();
  await expect(page.getByLabel(say("flights-from"), { exact: true })).toBeVisible();

  await page.goto("/flights");
  await page.getByLabel(say("flights-number"), { exact: true }).fill("tomorrow");
  await page.getByRole("button", { name: say("flights-search"), exact: true }).click();
  await expect(errors(page)).toContainText(say("flights-number-wrong"));
  await expect(page.getByLabel(say("flights-number"), { exact: true })).toHaveValue("tomorrow");

  await page.goto("/flights?from=EWR&to=Atlantis");
  await expect(errors(page)).toContainText(say("flights-place-unknown"));
  await expect(page.getByLabel(say("flights-to"), { exact: true })).toHaveValue("Atlantis");
  await page.goto("/flights?from=EWR&to=EWR");
  await expect(errors(page)).toContainText(say("flights-same-place"));
});

test("a board says of which day its flights are, and opens on another", async ({ person }) => {
  const { page } = await person({ size: "phone" });
  await page.goto("/flights?board=departures&airport=Paris");
  const days = page.getByRole("table").getByRole("heading", { level: 2 });
  const shown = await days.allInnerTexts();
  expect(shown.length).toBeGreaterThan(5);
  expect(new Set(shown).size, "each day once").toBe(shown.length);
  // the second day, by asking for it
  const [, , , date] = (await page.getByRole("table").getByRole("link").nth(1).getAttribute("href"))!.split("/");
  await page.goto(`/flights?board=departures&airport=Paris&date=${date}`);
  await expect(days.first()).toHaveText(shown[1]);
});

test("other days of a number are days it flies, and a day too far is said to be one", async ({ person }) => {
  const { page, say } = await person();
  await page.goto("/flights?board=departures&airport=Paris");
  await page.getByRole("table").getByRole("link").first().click();
  const next = page.getByRole("navigation", { name: say("flight-other-days") }).getByRole("link").last();
  await next.click();
  await expect(page.getByRole("table").first()).toBeVisible();
  expect(page.url()).toMatch(/\/flights\/[A-Z0-9]+\/\d{4}-\d\d-\d\d$/);
  const answer = await page.goto("/flights/LD4/2031-01-01");
  expect(answer!.status()).toBe(404);
  await expect(page.getByText(say.like("flights-known-days"))).toBeVisible();
  await page.goto("/flights?flight=4");
  await expect(page).toHaveURL(/\/flights\/LD4\/\d{4}-\d\d-\d\d$/);
});

test("one address a flight, the same for everybody", async ({ person }) => {
  const visitor = await person();
  const address = await aFlight(visitor);
  const [, , designator, date] = address.split("/");
  const other = await visitor.context.request.get(`/flights/${designator.toLowerCase()}/${date}`, { maxRedirects: 0 });
  expect(other.status()).toBe(303);
  expect(other.headers().location).toBe(address);
  for (const wrong of [`/flights/${designator}/2026-02-30`, `/flights/${designator}/soon`, "/flights/!!/2026-11-21"]) {
    expect((await visitor.context.request.get(wrong)).status(), wrong).toBe(404);
  }
  const agent = await person({ staff: "agent" });
  const shown = await (await agent.context.request.get(address)).text();
  expect(shown, "a public page knows nobody").not.toContain("Mei Chen");
});

test("times stand in each airport's own zone", async ({ person }) => {
  const { page, say } = await person();
  await page.goto("/flights?from=EWR&to=LHR");
  await page.getByRole("main").getByRole("row").getByRole("link").first().click();
  const [, here, there] = new RegExp(say("flight-zones", { from: ".+?", to: ".+?", here: "(.+?)", there: "(.+?)" }).replace(/\.$/, "$")).exec(
    (await page.getByText(say.like("flight-zones")).innerText()).replace(/\.$/, ""),
  )!;
  expect(here).not.toBe(there);
});
