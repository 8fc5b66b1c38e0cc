// What every answer carries, who may submit, what cookies tell, who looked (issue: Trust; I7).
import { expect, test, type Person } from "./support/test";
import { ask, CasePage } from "./support/cases";
import { signIn } from "./support/staff";
import { errors } from "./support/trip";

const POLICY = ["default-src 'none'", "script-src 'self' 'nonce-", "style-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"];
const HEADERS = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
};

test("policy and headers stand on pages, errors and refused forms alike", async ({ person }) => {
  const { context } = await person();
  const answers = {
    200: await context.request.get("/trip"),
    404: await context.request.get("/nowhere"),
    422: await context.request.post("/trip", { form: { locator: "", family_name: "" } }),
  };
  const nonces = new Set<string>();
  for (const [status, answer] of Object.entries(answers)) {
    expect(answer.status()).toBe(Number(status));
    const policy = answer.headers()["content-security-policy"];
    for (const part of POLICY) expect(policy, `policy on ${status}`).toContain(part);
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|\*/);
    for (const [name, value] of Object.entries(HEADERS)) expect(answer.headers()[name], `${name} on ${status}`).toBe(value);
    const nonce = /'nonce-([^']+)'/.exec(policy)![1];
    nonces.add(nonce);
    const page = await answer.text();
    for (const [tag] of page.matchAll(/<script\b[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`);
    expect(page, "no style in attributes").not.toMatch(/<[^>]+\sstyle=/);
    expect(page, "no handler in attributes").not.toMatch(/<[^>]+\son[a-z]+=/);
  }
  expect(nonces.size, "a nonce serves one answer").toBe(3);
});

test("another site cannot submit in somebody's name", async ({ person, baseURL }) => {
  const somebody = await person();
  const { page, context } = somebody;
  for (const headers of [{ "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }, { origin: "https://evil.example" }, { origin: "null" }]) {
    const answer = await context.request.post("/trip", { headers, form: { locator: "DEMO2A", family_name: "Rivera" } });
    expect(answer.status(), JSON.stringify(headers)).toBe(403);
    expect(answer.headers()["set-cookie"]).toBeUndefined();
  }
  await page.setContent(`<form method="post" action="${baseURL}/trip"><input name="locator" value="DEMO2A"><input name="family_name" value="Rivera"><button>go</button></form>`);
  const answered = page.waitForResponse((response) => response.url().endsWith("/trip"));
  await page.getByRole("button").click();
  expect((await answered).status(), "from a page of another origin").toBe(403);
});

test("the session's cookie is out of scripts' reach and changes at sign-in; signing out ends it", async ({ person }, info) => {
  const somebody = await person();
  const { page, context, say } = somebody;
  const answer = await context.request.post("/trip", { form: { locator: "DEMO2A", family_name: "Rivera" }, maxRedirects: 0 });
  expect(answer.status()).toBe(303);
  expect(answer.headers()["set-cookie"]).toMatch(/^landside=[\w-]{20,}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
  const before = await session(somebody);
  await signIn(page, say, info.project.name === "scripts-on" ? "Leila Haddad" : "Daniel Weiss");
  const staff = await session(somebody);
  expect(staff).not.toBe(before);
  await page.goto("/desk/queue");
  await expect(page).toHaveURL(/\/desk\/queue$/);
  await page.goto("/desk");
  await page.getByRole("main").getByRole("button", { name: say("desk-sign-out") }).click();
  await page.goto("/desk/queue");
  await expect(page).toHaveURL(/\/desk\?next=/);
  await context.addCookies([{ name: "landside", value: staff!, url: page.url() }]);
  await page.goto("/desk/queue");
  await expect(page, "the old cookie opens nothing").toHaveURL(/\/desk\?next=/);
});

async function session({ context }: Person): Promise<string | undefined> {
  return (await context.cookies()).find(({ name }) => name === "landside")?.value;
}

test("a failed sign-in keeps the address and forgets the secrets", async ({ person }) => {
  const { page, say } = await person();
  await page.goto("/desk");
  await page.getByLabel(say("sign-in-email-label"), { exact: true }).fill("nobody@landside.example");
  await page.getByLabel(say("sign-in-password-label"), { exact: true }).fill("hunter2-hunter2");
  await page.getByLabel(say("sign-in-code-label"), { exact: true }).fill("123456");
  await page.getByRole("button", { name: say("sign-in-act"), exact: true }).click();
  await expect(errors(page)).toBeVisible();
  await expect(page.getByLabel(say("sign-in-email-label"), { exact: true })).toHaveValue("nobody@landside.example");
  expect(await page.content()).not.toContain("hunter2");
});

test("the desk is closed to strangers, the audit to all but administrators", async ({ person }) => {
  const stranger = await person();
  for (const path of ["/desk/queue", "/desk/outbox", "/desk/settings", "/desk/settings/audit"]) {
    const answer = await stranger.context.request.get(path, { maxRedirects: 0 });
    expect(answer.status(), path).toBe(303);
    expect(answer.headers().location).toBe(`/desk?next=${path}`);
  }
  const agent = await person({ staff: "agent" });
  expect((await agent.context.request.get("/desk/settings/audit")).status()).toBe(403);
});

test("each look of staff at a case is written down, once a visit (I7)", async ({ person }) => {
  const { reference } = await ask(await person());
  const agent = await person({ staff: "agent" });
  await new CasePage(agent, reference).open();
  await agent.context.request.get(`/cases/${reference}`, { headers: { "x-live": "1" } });
  const admin = await person({ staff: "admin" });
  const { page } = admin;
  await page.goto(`/desk/settings/audit?kind=case&subject=${reference}`);
  const looks = page.getByRole("row").filter({ hasText: reference }).filter({ hasText: "Mei Chen" });
  await expect(looks).toHaveCount(1);
});

test("what is too large is refused, and nothing on it is taken", async ({ person }) => {
  const { context } = await person();
  const answer = await context.request.post("/cases/new", { form: { step: "words", subject: "x", words: "a".repeat(300_000) } });
  expect(answer.status()).toBe(413);
});
