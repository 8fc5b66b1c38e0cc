// Mail comes into the conversation: live on the page that is open, held where its sender is not the case's.
import { expect, test, unique, type Person } from "./support/test";
import { ask, CasePage } from "./support/cases";

test.use({ byTurns: true });

const TOKEN = process.env.LANDSIDE_MAIL_TOKEN;

/** Brings a message as the mail server does. */
async function bring({ context }: Person, from: string, subject: string, words: string, more = ""): Promise<{ reference: string; outcome: string }> {
  const raw = `From: ${from}\r\nTo: care@landside.example\r\nSubject: ${subject}\r\nMessage-ID: <${unique()}@example.com>\r\n${more}Content-Type: text/plain; charset=utf-8\r\n\r\n${words}\r\n`;
  const answer = await context.request.post("/ingest/mail", {
    data: Buffer.from(raw, "utf8"),
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "message/rfc822" },
  });
  expect([200, 201], await answer.text()).toContain(answer.status());
  return answer.json();
}

test.skip(!TOKEN, "LANDSIDE_MAIL_TOKEN lets the journeys bring mail");

test("what a passenger mails appears on the agent's open page, with what it quotes folded", async ({ person }) => {
  const passenger = await person();
  const asked = await ask(passenger);
  const agent = await person({ staff: "agent" });
  const theirs = await new CasePage(agent, asked.reference).open();
  const words = `It is a cello, 一把大提琴 ${unique()}`;
  const taken = await bring(passenger, `Ana Lima <${asked.email}>`, `Re: your question (${asked.reference})`, `${words}\r\n\r\nOn Saturday Mei wrote:\r\n> Which instrument?`);
  expect(taken).toEqual({ reference: asked.reference, outcome: "message" });
  await theirs.news();
  const entry = theirs.entry(words);
  await expect(entry).toHaveCount(1);
  await expect(entry).toContainText(agent.say("case-channel-email"));
  await expect(entry.getByText("> Which instrument?")).toBeHidden();
  await entry.locator("summary").filter({ hasText: agent.say("case-mail-earlier") }).click();
  await expect(entry.getByText("> Which instrument?")).toBeVisible();
});

test("a stranger's mail is held; accepted, the passenger sees it", async ({ person }) => {
  const passenger = await person();
  const asked = await ask(passenger);
  const words = `From my other mailbox ${unique()}`;
  const taken = await bring(passenger, "Ana <other@example.org>", asked.reference, words);
  expect(taken.outcome).toBe("held");
  const mine = await new CasePage(passenger, asked.reference).open();
  await expect(mine.entry(words)).toHaveCount(0);
  const agent = await person({ staff: "agent" });
  const theirs = await new CasePage(agent, asked.reference).open();
  await expect(theirs.entry(words)).toContainText("other@example.org");
  await theirs.entry(words).getByRole("button", { name: agent.say("case-mail-accept") }).click();
  await expect(theirs.entry(words)).toHaveCount(2);
  await mine.news();
  await expect(mine.entry(words)).toHaveCount(1);
  await expect(mine.entry(words)).not.toContainText("other@example.org");
});

test("a mail that belongs to no case opens one, in whatever script and charset its head is written", async ({ person }) => {
  const passenger = await person();
  const id = unique();
  const { reference, outcome } = await bring(passenger, `=?utf-8?B?546L5Lyf?= <${id}@example.com>`, "=?gb18030?B?ztK1xNDQwO4=?=", "行李没有到。", "Content-Transfer-Encoding: 8bit\r\n");
  expect(outcome).toBe("case");
  const lead = await person({ staff: "lead" });
  const theirs = await new CasePage(lead, reference).open();
  await expect(theirs.entry("行李没有到。")).toContainText("王伟");
  await expect(lead.page.getByRole("heading", { level: 1 })).toContainText("我的行李");
});
