// Every page for everybody: axe in both languages and both themes, the keyboard, small windows, large print (ALL-1, ALL-5).
import AxeBuilder from "@axe-core/playwright";
import { expect, SIZES, test, type Page, type Person, type Wishes } from "./support/test";
import { claimPages, deskPages, passengerPages, WITH_ISLANDS } from "./support/addresses.mjs";
import { booking } from "./support/bookings.mjs";
import { ask, bagCase, CasePage } from "./support/cases";
import { aFlight } from "./support/flights";
import { DEMO, door, errors, openTrip, prove } from "./support/trip";
import { carrier, LANGUAGES } from "./support/words";

/** Somebody who has opened every trip of the demo and one case, with an answer. */
async function passenger(person: (wishes?: Wishes) => Promise<Person>, wishes: Wishes): Promise<{ one: Person; pages: Record<string, string> }> {
  const one = await person(wishes);
  for (const { locator, name } of Object.values(DEMO)) await one.context.request.post("/trip", { form: { locator, family_name: name } });
  const { reference } = await ask(one);
  const agent = await person({ staff: "agent" });
  await (await new CasePage(agent, reference).open()).reply("Yes, it may.\n\nA seat beside you is held.");
  await agent.page.close();
  return { one, pages: passengerPages(reference, await aFlight(one)) };
}

async function violations(page: Page): Promise<string[]> {
  // without legacy mode axe opens a blank page of its own, which no policy of ours covers
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(" ")}: ${failureSummary?.replace(/\s+/g, " ")}`));
}

// colours hang on the theme and words on the language, neither on the other: two looks show all four
for (const [language, dark] of [
  ["en", false],
  ["zh-CN", true],
] as const) {
  const look = `${language}, ${dark ? "dark" : "light"}`;

  test(`axe finds nothing on a passenger's pages (${look})`, async ({ person }) => {
    const { one, pages } = await passenger(person, { language, dark, size: "phone" });
    for (const [name, address] of Object.entries(pages)) {
      await one.page.goto(address);
      expect.soft(await violations(one.page), name).toEqual([]);
    }
    await one.page.goto("/trip");
    await door(one).open.click();
    await expect(errors(one.page)).toBeVisible();
    expect.soft(await violations(one.page), "a form that was not taken").toEqual([]);
  });

  test(`axe finds nothing at the desk (${look})`, async ({ person }) => {
    const { reference } = await ask(await person());
    const admin = await person({ language, dark, size: "desk", staff: "admin" });
    const lead = await person({ language, dark, size: "desk", staff: "lead" });
    for (const [name, address] of Object.entries(deskPages(reference))) {
      const { page } = name === "desk-audit" ? admin : lead;
      await page.goto(address);
      await page.evaluate(() => document.querySelectorAll("details").forEach((fold, place) => (fold.open = place < 12)));
      expect.soft(await violations(page), name).toEqual([]);
    }
  });
}

/** The same, on a page as narrow as any. */
async function sound(one: Person, name: string, address?: string): Promise<void> {
  if (address) await one.page.goto(address);
  await one.page.evaluate(() => document.querySelectorAll("details").forEach((fold) => (fold.open = true)));
  expect.soft(await violations(one.page), name).toEqual([]);
  const size = one.page.viewportSize()!;
  await one.page.setViewportSize(SIZES.small);
  expect.soft(await overflow(one.page), `${name} at 320 pixels`).toEqual([]);
  await one.page.setViewportSize(size);
}

for (const [language, dark] of [
  ["en", false],
  ["zh-CN", true],
] as const) {
  test(`nothing is wrong with the pages of a claim and of a bag on hand (${language}, ${dark ? "dark" : "light"})`, async ({ person }, { project }) => {
    const own = booking("walk", project.name, language);
    const one = await person({ language, dark, size: "phone", grumbles: /4\d\d/ });
    const lead = await person({ language, dark, size: "desk", staff: "lead", grumbles: /4\d\d/ });
    const agent = await person({ language, dark, size: "desk", staff: "agent" });
    await openTrip(one, own);
    const reference = await bagCase(one, own.locator, own.email);
    const pages = claimPages(reference);
    await sound(one, "claim, before it is proved who asks", pages.claim);
    await one.page.goto(pages["claim-harm"]);
    await prove(one, lead, own.email, /step=harm/);
    const tell = (form: Record<string, string>) => one.context.request.post(pages.claim, { form });
    // one question after the other, each with what was answered before it
    await sound(one, "claim-harm");
    await tell({ step: "harm", harm: "damage" });
    await sound(one, "claim-days", pages["claim-days"]);
    const arrived = await one.page.locator("input[name=arrived]").inputValue();
    await tell({ step: "days", arrived, received: arrived });
    await sound(one, "claim-home", pages["claim-home"]);
    await tell({ step: "home", at_home: "no", currency: "USD" });
    await sound(one, "claim-whose", pages["claim-whose"]);
    await tell({ step: "whose", declared: "yes", declared_amount: "900", declared_currency: "USD" });
    await sound(one, "claim-item", pages["claim-item"]);
    await one.page.getByRole("main").locator("form button[type=submit]").last().click();
    await expect(errors(one.page)).toBeVisible();
    await sound(one, "claim-item, not taken");
    await tell({ step: "item", kind: "repair", what: "Handle", cost: "140", cost_currency: "USD", bought: arrived, receipt: "yes" });
    await sound(one, "claim-check", pages["claim-check"]);
    const key = await one.page.locator("input[name=key]").inputValue();
    await tell({ step: "check", key });
    await one.page.goto(pages.claim);
    await expect(one.page.locator("#claim-state")).toBeVisible();
    await sound(one, "claim, sent");

    // what colleagues find out and offer, what waits for a supervisor, and the answer to it
    await sound(agent, "claim, to be answered", pages.claim);
    const claim = await agent.page.locator("input[name=claim]").first().inputValue();
    await agent.context.request.post(`${pages.claim}/offer`, { form: { claim, amount: "400", why: "The frame is bent as well." } });
    await sound(agent, "claim, waiting for a supervisor", pages.claim);
    await sound(lead, "desk-approvals, with one to decide", "/desk/approvals");
    await lead.page.locator(`form[action$="/claims/${claim}"] button[value=yes]`).click();
    await expect(lead.page.locator(`form[action$="/claims/${claim}"]`)).toHaveCount(0);
    await sound(one, "claim, offered", pages.claim);

    // like nothing anybody else misses
    const found = { airport: "LAX", name: "Walker", type: "10", colour: "RD", brand: "Delsey", inside: "Beach towels" };
    const held = (await agent.context.request.post("/desk/bags/on-hand", { form: found })).url();
    expect(held).toMatch(/\/desk\/bags\/on-hand\/\d+/);
    await sound(agent, "a bag on hand", held);
    await sound(agent, "bags on hand", "/desk/bags/on-hand");
  });
}

test("nothing needs scrolling sideways, at 320 pixels and at twice the print", async ({ person }) => {
  const { one, pages } = await passenger(person, { size: "small" });
  const { reference } = await ask(await person());
  const lead = await person({ size: "small", staff: "admin" });
  const everything = [...Object.entries(pages).map((entry) => [one.page, ...entry] as const), ...Object.entries(deskPages(reference)).map((entry) => [lead.page, ...entry] as const)];
  for (const [page, name, address] of everything) {
    await page.setViewportSize(SIZES.small);
    await page.goto(address);
    expect.soft(await overflow(page), `${name} at 320 pixels`).toEqual([]);
    // a laptop's window at 200 % is half as wide
    await page.setViewportSize({ width: SIZES.laptop.width / 2, height: SIZES.laptop.height / 2 });
    expect.soft(await overflow(page), `${name} at 200 %`).toEqual([]);
    // the reader's own larger print
    await page.setViewportSize(SIZES.laptop);
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    expect.soft(await overflow(page), `${name} in large print`).toEqual([]);
  }
});

/** What stands out of the window to the right, if the page scrolls that way. */
function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const out = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > width + 1);
    return [`${document.documentElement.scrollWidth} > ${width}`, ...out.slice(0, 4).map((element) => `${element.tagName}.${element.className}`)];
  });
}

test("pages without islands ask for no script", async ({ person }) => {
  const { one, pages } = await passenger(person, { size: "phone" });
  const scripts: string[] = [];
  one.page.on("request", (request) => {
    if (/\.(js|wasm)(\?|$)/.test(request.url())) scripts.push(new URL(request.url()).pathname);
  });
  for (const [name, address] of Object.entries(pages)) {
    scripts.length = 0;
    await one.page.goto(address, { waitUntil: "networkidle" }).catch(() => one.page.waitForTimeout(500));
    if (WITH_ISLANDS.includes(name)) expect.soft(scripts.length, `${name} has its scripts`).toBeGreaterThanOrEqual(2);
    else expect.soft(scripts, name).toEqual([]);
  }
});

test("the keyboard goes everywhere and shows where it is", async ({ person }) => {
  const { one, pages } = await passenger(person, {});
  const { page, say } = one;
  for (const name of ["home", "trip-late", "case", "flights-board", "new-kind"]) {
    await page.goto(pages[name]);
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: say("skip-to-content") });
    await expect(skip, name).toBeFocused();
    await expect(skip, name).toBeInViewport();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main"), name).toBeFocused();
    for (let stop = 0; stop < 25; stop++) {
      await page.keyboard.press("Tab");
      const seen = await page.evaluate(() => {
        const here = document.activeElement;
        if (!here || here === document.body) return undefined;
        // rows and cards may draw the mark around what is focused
        const marked = [here, here.parentElement, here.nextElementSibling, here.closest("label, li, tr")].some((element) => {
          if (!element) return false;
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
          return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none";
        });
        return { marked, what: `${here.tagName} ${here.textContent?.trim().slice(0, 30)}` };
      });
      if (!seen) break;
      expect.soft(seen.marked, `${name}: ${seen.what} shows its focus`).toBe(true);
    }
  }
});

test("a form that was not taken begins with what is wrong", async ({ person }) => {
  const one = await person();
  const { page, say } = one;
  await openTrip(one, DEMO.rivera);
  for (const address of ["/trip", "/cases/new?step=words"]) {
    await page.goto(address);
    await page.getByRole("main").locator("form button[type=submit]").first().click();
    await expect(errors(page), address).toBeVisible();
    await expect(errors(page), address).toBeFocused();
    await expect(page).toHaveTitle(say.like("form-error-title"));
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    const field = page.locator(":focus");
    await expect(field).toHaveAttribute("aria-invalid", "true");
    const described = await field.getAttribute("aria-describedby");
    await expect(page.locator(`#${described!.split(" ").at(-1)}`)).toBeVisible();
  }
});

test("each page has one main heading, a title and its language", async ({ person }) => {
  for (const language of LANGUAGES) {
    const { one, pages } = await passenger(person, { language });
    const titles = new Map<string, string>();
    for (const [name, address] of Object.entries(pages)) {
      await one.page.goto(address);
      await expect.soft(one.page.locator("html"), name).toHaveAttribute("lang", language);
      await expect.soft(one.page.getByRole("heading", { level: 1 }), name).toHaveCount(1);
      const title = await one.page.title();
      expect.soft(title, name).toContain(carrier(language));
      expect.soft(await one.page.getByRole("main").innerText(), `${name}: a key instead of words`).not.toMatch(/\b[a-z]+(-[a-z]+){2,}\b(?![\s\S]*@)/);
      titles.set(name, title);
    }
  }
});
