// Files in the conversation: a photo with a question, one that is refused, the agent's look, and nobody else's.
import { deflateSync } from "node:zlib";
import { expect, test, unique, type Page, type Person } from "./support/test";
import { ask, CasePage, Questions, REFERENCE } from "./support/cases";

test.use({ byTurns: true });

/** A small picture: a PNG of one colour. */
function picture(width = 40, height = 30): Buffer {
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x5a)]);
  const rows = Buffer.concat(Array.from({ length: height }, () => line));
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

function crc(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

const file = (name: string, buffer: Buffer, mimeType = "application/octet-stream") => ({ name, buffer, mimeType });
const PHOTO = file("wheel.png", picture(), "image/png");
const HEIC = file("IMG_0042.heic", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0", "latin1"), "image/heic");

/** Chooses files; with scripts they are sent ahead, and the field is empty again when all are there. */
async function choose({ page, scripts }: Person, files: ReturnType<typeof file>[]): Promise<void> {
  const field = page.locator("input[type=file]");
  if (scripts) await page.waitForFunction(() => "hydrated" in document.documentElement.dataset);
  await field.setInputFiles(files);
  if (scripts) await expect.poll(() => field.evaluate((input: HTMLInputElement) => input.files!.length)).toBe(0);
}

const there = (page: Page, name: string) => page.locator("#files-now").getByRole("listitem").filter({ hasText: name });

test("a photo goes with a question, is kept through an error, and the agent sees it", async ({ person }) => {
  const passenger = await person({ grumbles: /422/ });
  const { page, say } = passenger;
  const questions = new Questions(passenger);
  await page.goto("/cases/new");
  await questions.choice(say("case-choose-baggage")).check();
  await questions.go();
  await questions.choice(say("case-topic-bag-damaged")).check();
  await questions.go();
  await questions.asks("case-new-about");
  await questions.go();
  await questions.asks("case-new-words");
  await expect(page.getByText(say("file-hint", { most: 6, megabytes: 15 }))).toBeVisible();

  // a photo we can take and one we cannot, and no words at all
  await choose(passenger, [PHOTO, HEIC]);
  const refused = say("file-heic", { name: "IMG_0042.heic" });
  if (passenger.scripts) await expect(page.locator("#files-now").getByText(refused)).toBeVisible();
  await questions.go();
  await expect(page.getByRole("alert").getByText(say("case-words-missing"))).toBeVisible();
  if (!passenger.scripts) await expect(page.getByRole("alert").getByText(refused)).toBeVisible();
  await expect(there(page, "wheel.png")).toBeVisible();
  const words = `The wheel is off. ${unique()}`;
  await questions.field("case-new-subject").fill("Broken wheel");
  await questions.field("case-new-words-label").fill(words);
  // taking a file away keeps the words
  await choose(passenger, [file("note.txt", Buffer.from("not this one"))]);
  if (!passenger.scripts) await questions.go();
  if (!passenger.scripts) await page.goto("/cases/new?step=words");
  await there(page, "note.txt").getByRole("button").click();
  await expect(there(page, "note.txt")).toHaveCount(0);
  await expect(there(page, "wheel.png")).toBeVisible();
  await expect(questions.field("case-new-words-label")).toHaveValue(words);
  await questions.go();
  await questions.field("case-new-name").fill("Ana Lima");
  await questions.field("case-new-either").fill(`ana@mail.${unique()}`);
  await questions.go();
  await expect(page.getByRole("main")).toContainText("wheel.png");
  const reference = await questions.send();

  const agent = await person({ staff: "agent" });
  const theirs = await new CasePage(agent, reference).open();
  const image = theirs.entry(words).getByRole("img", { name: say("file-picture-alt", { name: "wheel.png", who: "Ana Lima" }) });
  await expect(image).toBeVisible();
  await expect.poll(() => image.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth)).toBe(40);
  const address = (await theirs.entry(words).getByRole("link", { name: "wheel.png", exact: true }).getAttribute("href"))!;
  const whole = await agent.context.request.get(address);
  expect(whole.status()).toBe(200);
  expect(whole.headers()).toMatchObject({
    "content-type": "image/png",
    "content-disposition": expect.stringMatching(/^inline; filename="wheel\.png"/),
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-cache",
  });
  const again = await agent.context.request.get(address, { headers: { "if-none-match": whole.headers()["etag"] } });
  expect(again.status()).toBe(304);
  // nobody else has it, whatever they know
  const stranger = await person();
  expect((await stranger.context.request.get(address)).status()).toBe(404);
  expect((await stranger.context.request.get(`${address}?small`)).status()).toBe(404);
});

test("an agent's paper is saved, not shown; a note's file stays among colleagues", async ({ person }) => {
  const passenger = await person();
  const asked = await ask(passenger);
  const lead = await person({ staff: "lead" });
  const theirs = await new CasePage(lead, asked.reference).open();
  const pdf = Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");
  await theirs.box.click();
  await lead.page.locator(".reply summary").click();
  await choose(lead, [file("Gutschein 券.pdf", pdf, "application/pdf")]);
  await theirs.reply("Here is your voucher.");
  await theirs.box.click();
  await lead.page.locator(".reply summary").click();
  await choose(lead, [PHOTO]);
  await theirs.note("What the film shows.");

  const mine = await new CasePage(passenger, asked.reference).open();
  const link = mine.entry("Here is your voucher.").getByRole("link", { name: "Gutschein 券.pdf" });
  await expect(link).toBeVisible();
  await expect(passenger.page.getByRole("img", { name: /wheel/ })).toHaveCount(0);
  const answer = await passenger.context.request.get((await link.getAttribute("href"))!);
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-disposition"]).toMatch(/^attachment; .*filename\*=UTF-8''Gutschein%20%E5%88%B8\.pdf$/);
  expect(Buffer.compare(await answer.body(), pdf)).toBe(0);
  const hidden = await theirs.entry("What the film shows.").getByRole("link", { name: "wheel.png", exact: true }).getAttribute("href");
  expect((await passenger.context.request.get(hidden!)).status()).toBe(404);
});

test("a reply that is refused for its file keeps the words, and goes without it", async ({ person }) => {
  const passenger = await person({ language: "zh-CN", size: "small", grumbles: /422/ });
  const { page, say, scripts } = passenger;
  const asked = await ask(passenger);
  const mine = await new CasePage(passenger, asked.reference).open();
  const words = `请看照片 ${unique()}`;
  await mine.box.fill(words);
  await page.locator(".reply summary").click();
  await choose(passenger, [file("旅行.zip", Buffer.from("PK\x05\x06" + "\0".repeat(18), "latin1")), PHOTO]);
  if (!scripts) await mine.button("case-reply-send").click();
  await expect(there(page, "wheel.png")).toBeVisible();
  await expect(page.getByText(say("file-archive", { name: "旅行.zip" })).first()).toBeVisible();
  await expect(mine.box).toHaveValue(words);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is wider than the page").toBe(true);
  await mine.button("case-reply-send").click();
  await expect(mine.entry(words)).toHaveCount(1);
});

test("a file on its way shows how far it is, and on a bad line it is tried again by itself", async ({ person, scripts }) => {
  test.skip(!scripts, "without scripts the browser itself says so");
  const passenger = await person({ grumbles: /net::ERR_/ });
  const { page, say } = passenger;
  const asked = await ask(passenger);
  await new CasePage(passenger, asked.reference).open();
  await page.waitForFunction(() => "hydrated" in document.documentElement.dataset);
  await page.locator(".reply summary").click();
  const [bar, said] = [page.locator(".files__sending progress"), page.locator(".files__sending [role=status]")];
  await expect(bar).toBeHidden();
  let [tries, bad] = [0, true];
  let arrive = () => {};
  const underWay = new Promise<void>((resolve) => (arrive = resolve));
  await page.route("**/files", async (route) => {
    tries++;
    if (bad) return route.abort("connectionreset");
    await underWay;
    return route.continue();
  });
  await page.locator("input[type=file]").setInputFiles([PHOTO]);
  await expect(page.getByText(say("file-waiting"))).toBeVisible();
  bad = false;
  // the next try is on its way for as long as this test likes
  await expect(bar).toBeVisible();
  await expect(said).toHaveText(`${say("file-sending")} wheel.png`);
  expect(await bar.evaluate((bar: HTMLProgressElement) => bar.value >= 0 && bar.value <= bar.max && bar.max === 100)).toBe(true);
  await expect(there(page, "wheel.png")).toHaveCount(0);
  arrive();
  await expect(there(page, "wheel.png")).toBeVisible();
  await expect(bar).toBeHidden();
  await expect(said).toBeEmpty();
  expect(tries).toBeGreaterThanOrEqual(2);
  await expect(page).toHaveURL(REFERENCE);
});
