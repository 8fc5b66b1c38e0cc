// Who comes to a case, and how; who does not (I6, design §5).
import { expect, test, unique } from "./support/test";
import { ask, CasePage } from "./support/cases";
import { letter, code } from "./support/outbox";
import { unfold } from "./support/staff";

test("a link from our mail opens a case by a press, and looking at it spends nothing", async ({ language, person }) => {
  const opener = await person({ language });
  const asked = await ask(opener);
  const desk = await person({ staff: "lead" });
  const mail = await letter(desk, asked.email, new RegExp(asked.reference));
  const link = mail.links.find((href) => href.includes("/open?token="))!;
  expect(mail.subject).toContain(asked.subject);

  const phone = await person({ language, size: "phone" });
  // a mail scanner looks, several times
  for (let look = 0; look < 3; look++) {
    await phone.page.goto(link);
    await expect(phone.page.getByRole("button", { name: phone.say("case-link-go") })).toBeVisible();
  }
  expect((await phone.context.request.get(`/cases/${asked.reference}`)).status(), "looking opens nothing").toBe(404);
  await phone.page.getByRole("button", { name: phone.say("case-link-go") }).click();
  await expect(phone.page).toHaveURL(new RegExp(`/cases/${asked.reference}$`));
  await expect(new CasePage(phone, asked.reference).entry(asked.words)).toHaveCount(1);

  // the opener's own link is theirs on every device
  const tablet = await person({ language });
  await tablet.page.goto(link);
  await tablet.page.getByRole("button", { name: tablet.say("case-link-go") }).click();
  await expect(new CasePage(tablet, asked.reference).entry(asked.words)).toHaveCount(1);
});

test("a slip in a link opens nothing and says what else there is", async ({ person }) => {
  const asked = await ask(await person());
  const other = await person();
  await other.page.goto(`/cases/${asked.reference}/open?token=${"A".repeat(43)}`);
  await other.page.getByRole("button", { name: other.say("case-link-go") }).click();
  await expect(other.page.getByRole("main").getByRole("alert")).toContainText(other.say("case-link-spent"));
  expect((await other.context.request.get(`/cases/${asked.reference}`)).status()).toBe(404);
});

test("a companion comes in by invitation, once, and reads no note", async ({ person }) => {
  const opener = await person();
  const asked = await ask(opener);
  const mine = await new CasePage(opener, asked.reference).open();
  const guest = `guest@mail.${unique()}`;
  await unfold(opener.page, opener.say("case-invite"));
  await opener.page.getByLabel(opener.say("case-invite-email"), { exact: true }).fill(guest);
  await opener.page.getByRole("button", { name: opener.say("case-invite-send") }).click();
  await expect(opener.page.getByText(opener.say.like("case-line-invited"))).toBeVisible();

  const agent = await person({ staff: "agent" });
  const theirs = await new CasePage(agent, asked.reference).open();
  await theirs.note("between us: unlikely");

  const mail = await letter(agent, guest);
  const link = mail.links.find((href) => href.includes("/open?token="))!;
  const companion = await person();
  await companion.page.goto(link);
  await companion.page.getByRole("button", { name: companion.say("case-link-go") }).click();
  const shared = new CasePage(companion, asked.reference);
  await expect(shared.entry(asked.words)).toHaveCount(1);
  expect(await companion.page.content()).not.toContain("unlikely");
  await expect(shared.button("case-verdict-yes")).toHaveCount(0);
  await expect(companion.page.getByText(companion.say("case-invite"))).toHaveCount(0);
  await shared.reply("I travel with her.");
  await mine.open();
  await expect(mine.entry("I travel with her.")).toHaveCount(1);

  // spent: whoever finds the mail later stays out
  const finder = await person();
  await finder.page.goto(link);
  await finder.page.getByRole("button", { name: finder.say("case-link-go") }).click();
  await expect(finder.page.getByRole("main").getByRole("alert")).toContainText(finder.say("case-link-spent"));
  expect((await finder.context.request.get(`/cases/${asked.reference}`)).status()).toBe(404);

  // and the companion is out as soon as the opener says so
  await unfold(opener.page, opener.say("case-invite"));
  await expect(opener.page.getByRole("main").getByText(opener.say("case-companion-in"), { exact: true })).toBeVisible();
  await opener.page.getByRole("button", { name: `${opener.say("case-companion-out")} ${guest}` }).click();
  await expect(opener.page.getByText(opener.say.like("case-line-withdrawn"))).toBeVisible();
  expect((await companion.context.request.get(`/cases/${asked.reference}`)).status()).toBe(404);
});

test("nobody receives an entry that is not theirs (I6)", async ({ person }) => {
  const opener = await person();
  const asked = await ask(opener);
  const agent = await person({ staff: "agent" });
  const theirs = await new CasePage(agent, asked.reference).open();
  const secret = `secret ${unique()}`;
  await theirs.note(secret);

  const stranger = await person();
  for (const path of ["", "/opened"]) expect((await stranger.context.request.get(`/cases/${asked.reference}${path}`)).status()).toBe(404);
  for (const [path, form] of [
    ["replies", { words: "let me in", key: unique() }],
    ["notes", { words: "let me in", key: unique() }],
    ["verdict", { answered: "yes" }],
    ["companions", { email: "me@example.com" }],
    ["companions/withdrawn", { address: asked.email }],
    ["closing", { close: "yes" }],
    ["owner", { owner: "me" }],
  ] as const) {
    const answer = await stranger.context.request.post(`/cases/${asked.reference}/${path}`, { form, maxRedirects: 0 });
    const refused = [401, 404].includes(answer.status()) || (answer.status() === 303 && /^\/desk\?/.test(answer.headers().location));
    expect(refused, `${path} answered ${answer.status()}`).toBe(true);
    expect(await answer.text()).not.toContain(asked.words);
  }
  expect((await stranger.context.request.get(`/live?case=${asked.reference}`)).status(), "no stream either").toBe(204);

  // the opener: neither on the page, nor in the refetch of the live page, nor by searching
  for (const headers of [{}, { "x-live": "1" }]) {
    const page = await opener.context.request.get(`/cases/${asked.reference}`, { headers });
    expect(page.status()).toBe(200);
    expect(await page.text()).not.toContain(secret);
  }
  await opener.page.goto(`/cases?q=${encodeURIComponent(secret)}`);
  await expect(opener.page.getByRole("heading", { name: opener.say("cases-found-none"), exact: true })).toBeVisible();
  await opener.page.goto(`/cases?q=${encodeURIComponent(asked.subject)}`);
  await expect(opener.page.getByRole("link", { name: new RegExp(asked.reference) })).toHaveCount(1);
  expect((await opener.context.request.post(`/cases/${asked.reference}/notes`, { form: { words: "as staff", key: unique() } })).status()).toBeGreaterThanOrEqual(400);
  await theirs.open();
  await expect(theirs.entry("as staff")).toHaveCount(0);
});

test("a code to the address brings one's cases back on another device", async ({ person }) => {
  const asked = await ask(await person());
  const other = await person({ size: "phone" });
  const { page, say } = other;
  await page.goto("/cases");
  await page.getByRole("link", { name: say("case-find-go") }).click();
  await page.getByRole("main").getByRole("textbox").fill(asked.email.toUpperCase());
  await page.getByRole("main").getByRole("button").first().click();
  const digits = await code(await person({ staff: "lead" }), asked.email);
  await page.getByRole("main").getByRole("textbox").fill(digits);
  await page.getByRole("main").getByRole("button").first().click();
  await expect(page).toHaveURL(/\/cases$/);
  await page.getByRole("link", { name: new RegExp(asked.reference) }).click();
  await expect(new CasePage(other, asked.reference).entry(asked.words)).toHaveCount(1);
});
