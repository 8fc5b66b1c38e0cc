// On a terminal in the hall, 1080 × 1920, everything one touches is a hand wide and nothing runs off the side.
import { expect, test } from "./support/test";
import { passengerPages } from "./support/addresses.mjs";
import { ask } from "./support/cases";
import { aFlight } from "./support/flights";
import { DEMO } from "./support/trip";

/** Links within a sentence are read, not aimed at; rows of a table are as high as they need to be. */
const AIMED_AT = "a:not(p a, dd a, td a, th a, .prose a, .skip-link), button, summary, label.choice, input:not([type=hidden], .choice input), select, textarea";

test("targets are 96 pixels high on a terminal", async ({ language, person }) => {
  const somebody = await person({ language, size: "kiosk" });
  const { page, context } = somebody;
  for (const { locator, name } of Object.values(DEMO)) await context.request.post("/trip", { form: { locator, family_name: name } });
  const { reference } = await ask(somebody);
  for (const [name, address] of Object.entries(passengerPages(reference, await aFlight(somebody)))) {
    await page.goto(address);
    const found = await page.evaluate((aimed) => {
      const shown = [...document.querySelectorAll<HTMLElement>(aimed)].filter((element) => element.checkVisibility() && element.getClientRects().length > 0);
      const small = shown.filter((element) => element.getBoundingClientRect().height < 95.5);
      return {
        small: small.map((element) => `${element.tagName} ${element.className} "${element.innerText.slice(0, 20)}" ${element.getBoundingClientRect().height}`),
        wide: document.documentElement.scrollWidth > window.innerWidth,
      };
    }, AIMED_AT);
    expect.soft(found.small, name).toEqual([]);
    expect.soft(found.wide, `${name} runs off the side`).toBe(false);
  }
});
