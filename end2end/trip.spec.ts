// The door to a trip, what it shows, and what it keeps to itself (INQ-2, design §5).
import { expect, network, test, unique } from "./support/test";
import { letter, code } from "./support/outbox";
import { DEMO, door, errors, knock, openTrip } from "./support/trip";

/** `TRIPS_PER_NETWORK` of app/domain/src/policy.rs: an airport's Wi-Fi shares an address. */
const ATTEMPTS_PER_ADDRESS = 600;

test("every kind of wrong gets the same words", async ({ language, person }) => {
  const somebody = await person({ language, size: "phone" });
  const { page, say } = somebody;
  const wrong = [
    [DEMO.rivera.locator, "Riverra"],
    ["QQ2QQ2", "Rivera"],
    [DEMO.rivera.locator, DEMO.okafor.name],
  ];
  for (const [locator, name] of wrong) {
    await knock(somebody, locator, name);
    const said = (await errors(page).getByRole("listitem").allInnerTexts()).join();
    expect(said, `${locator} ${name}`).toBe(say("trip-not-found"));
    const form = door(somebody);
    await expect(form.locator).toHaveValue(locator);
    await expect(form.name).toHaveValue(name);
    await expect(page).toHaveTitle(new RegExp(say("trip-title")));
  }
  await knock(somebody, "", "");
  await expect(errors(page)).toContainText(say("trip-locator-missing"));
  await expect(errors(page)).toContainText(say("trip-name-missing"));
  await knock(somebody, "12", "Rivera");
  await expect(errors(page)).toContainText(say("unreadable-locator"));
});

test("after many attempts on one reference the wait is told", async ({ person }) => {
  const locator = `Q${unique().toUpperCase().slice(0, 5)}`;
  const guesser = await person();
  for (let attempt = 0; attempt < 10; attempt++) {
    const answer = await guesser.context.request.post("/trip", { form: { locator, family_name: "Smith" } });
    expect(answer.status()).toBe(422);
  }
  // from another address too: the reference is what is counted
  const other = await person({ grumbles: /429/ });
  await knock(other, locator, "Jones");
  await expect(errors(other.page)).toContainText(other.say.like("limited"));
  await expect(door(other).name).toHaveValue("Jones");
  const again = await other.context.request.post("/trip", { form: { locator, family_name: "Jones" } });
  expect(again.status()).toBe(429);
  expect(Number(again.headers()["retry-after"])).toBeGreaterThan(0);
});

test("many attempts from one address are told to wait, others are not", async ({ person, scripts }) => {
  test.skip(process.env.LANDSIDE_TRUSTED_PROXIES !== "1", "the server counts every browser here as one");
  test.skip(scripts, "no page is involved: once is enough");
  const { context } = await person();
  const address = { "x-forwarded-for": network() };
  const attempt = () => context.request.post("/trip", { headers: address, form: { locator: `Q${unique().toUpperCase().slice(0, 5)}`, family_name: "Smith" } });
  // side by side, as a machine would
  const answers: number[] = [];
  while (answers.length < 640) answers.push(...(await Promise.all(Array.from({ length: 40 }, attempt))).map((answer) => answer.status()));
  expect(answers.filter((status) => status === 422)).toHaveLength(ATTEMPTS_PER_ADDRESS);
  expect(answers.filter((status) => status === 429)).toHaveLength(answers.length - ATTEMPTS_PER_ADDRESS);
  await openTrip(await person(), DEMO.haddad);
});

test("a name opens in any script, case, spacing and with or without accents", async ({ person }) => {
  for (const name of ["王", "Wang", "WANG", " wáng ", "王伟", "Wang Wei"]) await openTrip(await person(), { locator: DEMO.wang.locator, name });
  for (const name of ["lindqvist", "LINDQVIST", "Lind-qvist"]) await openTrip(await person(), { locator: "demo4c".toUpperCase(), name });
  const small = await person();
  await knock(small, " demo 3b ", "okafor");
  await expect(small.page).toHaveURL(/\/trip\/DEMO3B$/);
});

test("the people of the demo travel as told", async ({ language, person }) => {
  const someone = async (who: keyof typeof DEMO) => {
    const one = await person({ language, size: "phone" });
    await openTrip(one, DEMO[who]);
    return { ...one, main: one.page.getByRole("main") };
  };
  const rivera = await someone("rivera");
  await expect(rivera.main).toContainText("Maria Rivera");
  await expect(rivera.main).toContainText(/LD\s?\d+/);

  const okafor = await someone("okafor");
  const delay = okafor.say("duration-hours-minutes", { hours: 3, minutes: 20 });
  await expect(okafor.main.getByText(okafor.say("trip-late", { by: delay })).first()).toBeVisible();

  const lindqvist = await someone("lindqvist");
  await expect(lindqvist.main.getByText(lindqvist.say.like("trip-cancelled-says"))).toBeVisible();
  await expect(lindqvist.main.getByText(lindqvist.say("trip-cancelled-stake"))).toBeVisible();
  for (const name of ["Erik", "Åsa", "Elsa"]) await expect(lindqvist.main).toContainText(name);

  const wang = await someone("wang");
  await expect(wang.main).toContainText(/0992\s?123456/);

  const haddad = await someone("haddad");
  await expect(haddad.main).toContainText(haddad.say("tier-gold"));
});

test("name and reference show no contact and no case; a code does", async ({ person }) => {
  const someone = await person({ size: "phone" });
  const { page, say } = someone;
  await openTrip(someone, DEMO.haddad);
  const shown = await page.content();
  expect(shown).not.toContain("samira.haddad@");
  expect(shown).not.toContain("+1201555");
  expect(shown).not.toContain("1974");
  expect(shown).not.toMatch(/992-?2399/);
  expect(shown, "masked, it is there").toMatch(/[*•…]+[^<]*@/);
  await page.goto("/cases");
  await expect(page.getByRole("main")).not.toContainText(/LS-\w{4}-\w{4}/);

  await page.goto(`/trip/${DEMO.haddad.locator}/verify`);
  await page.getByRole("button", { name: say("verify-send") }).click();
  const box = page.getByLabel(say("verify-code"), { exact: true });
  await box.fill("12 34");
  await page.getByRole("button", { name: say("verify-check") }).click();
  await expect(errors(page)).toContainText(say("code-shape"));

  const desk = await person({ staff: "lead" });
  const digits = await code(desk, "samira.haddad@landside.example");
  await box.fill(digits);
  await page.getByRole("button", { name: say("verify-check") }).click();
  await expect(page).toHaveURL(new RegExp(`/trip/${DEMO.haddad.locator}$`));
  await expect(page.getByRole("main")).toContainText("samira.haddad@landside.example");
  expect((await letter(desk, "samira.haddad@landside.example")).body).toContain(DEMO.haddad.locator);
});

test("what was typed stays when the language is switched after a mistake", async ({ person }) => {
  const someone = await person();
  const { page } = someone;
  await knock(someone, "QQ2QQ2", "Nobody");
  await expect(errors(page)).toBeVisible();
  await page.getByRole("button", { name: "中文" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(page.locator("main input[name=locator]")).toHaveValue("QQ2QQ2");
  await expect(page.locator("main input[name=family_name]")).toHaveValue("Nobody");
});

test("a trip that is not open here leads to its door, and a link there keeps the reference", async ({ person }) => {
  const someone = await person();
  await someone.page.goto(`/trip/${DEMO.rivera.locator}`);
  await expect(someone.page).toHaveURL(/\/trip\?locator=DEMO2A$/);
  await expect(door(someone).locator).toHaveValue(DEMO.rivera.locator);
  await someone.page.goto("/trip/QQ2QQ2");
  await expect(someone.page, "one that does not exist looks the same").toHaveURL(/\/trip\?locator=QQ2QQ2$/);
});
