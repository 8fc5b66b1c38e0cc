// A public message becomes a case; its answer is marked as public before it leaves, and fetched by the connector.
import { expect, test, unique, type Person } from "./support/test";
import { CasePage } from "./support/cases";

test.use({ byTurns: true });

const TOKEN = process.env.LANDSIDE_SOCIAL_TOKEN;
const headers = { authorization: `Bearer ${TOKEN}` };

test.skip(!TOKEN, "LANDSIDE_SOCIAL_TOKEN lets the journeys bring messages");

/** Brings a message as a connector does. */
async function bring({ context }: Person, thread: string, text: string) {
  const id = unique();
  const data = {
    network: "mastodon",
    thread_id: thread,
    message_id: id,
    author: { handle: "@ana", name: "Ana" },
    link: `https://social.example/@ana/${id}`,
    text,
    public: true,
    at: new Date().toISOString(),
  };
  const answer = await context.request.post("/api/v1/social", { data, headers });
  expect([200, 201], await answer.text()).toContain(answer.status());
  return (await answer.json()) as { reference: string; seq: number };
}

test("a public answer is confirmed, warned about, posted by the connector and shown as posted", async ({ person }) => {
  const agent = await person({ staff: "lead" });
  const thread = unique();
  const { reference } = await bring(agent, thread, `Where is my bag? ${thread}`);
  expect((await bring(agent, thread, "Anybody there?")).reference).toBe(reference);
  const theirs = await new CasePage(agent, reference).open();
  const { page, say } = agent;
  await expect(page.getByText(say("social-public-title", { network: "mastodon" }))).toBeVisible();
  await expect(theirs.entry("Anybody there?").getByRole("link", { name: say("social-look") })).toHaveAttribute("rel", /nofollow/);

  const words = `We look for it, DEMO5D. ${thread}`;
  await theirs.box.fill(words);
  await page.getByRole("button", { name: say("case-public-send") }).click();
  await expect(page.getByRole("alert")).toContainText(say("case-public-missing"));
  await expect(page.getByRole("alert")).toContainText(say("case-public-personal"));
  await expect(theirs.box).toHaveValue(words);
  await page.getByRole("checkbox", { name: say("case-public-know", { network: "mastodon" }) }).check();
  await expect(page.getByText(new RegExp(`${say("personal-locator")}(: |：)DEMO5D`))).toBeVisible();
  await theirs.box.fill(words.replace(", DEMO5D", ""));
  await page.getByRole("button", { name: say("case-public-send") }).click();
  await theirs.held(`We look for it. ${thread}`).getByRole("button", { name: say("case-send-now"), exact: true }).click();
  const ours = theirs.entry(`We look for it. ${thread}`);
  await expect(ours).toContainText(say("social-waiting"));

  const waiting = await (await agent.context.request.get("/api/v1/social/outbox", { headers })).json();
  const answer = waiting.answers.find((one: { thread_id: string }) => one.thread_id === thread);
  expect(answer).toMatchObject({ text: `We look for it. ${thread}`, public: true, reference });
  const told = await agent.context.request.post(`/api/v1/social/outbox/${answer.id}/delivered`, { data: { message_id: unique(), link: "https://social.example/ours" }, headers });
  expect(told.status()).toBe(200);
  await theirs.open();
  await expect(ours).toContainText(say("social-there"));
});
