// Somebody who cannot get in any more: staff make sure who asks and write to another address; a merge is told by letter (OFF-1, OFF-2).
import AxeBuilder from "@axe-core/playwright";
import { expect, test, unique } from "./support/test";
import { ask, CasePage } from "./support/cases";
import { letter } from "./support/outbox";
import { unfold } from "./support/staff";
import { errors } from "./support/trip";

test("letters go to another address once it is sure who asks", async ({ language, person }) => {
  const passenger = await person({ language, size: "phone" });
  const asked = await ask(passenger);
  const agent = await person({ staff: "agent", size: "small", language });
  const desk = await person({ staff: "lead" });
  const { page, say } = agent;
  await new CasePage(agent, asked.reference).open();
  await unfold(page, say("readdress-title"));
  const better = `better@mail.${unique()}`;
  await page.locator("#address").fill(better);
  await page.getByRole("button", { name: say("readdress-go"), exact: true }).click();
  await expect(errors(page)).toContainText(say("verify-how-missing"));
  await expect(errors(page)).toContainText(say("readdress-why-missing"));
  await expect(page.locator("#address"), "what was typed stays").toHaveValue(better);
  if (agent.scripts) expect((await new AxeBuilder({ page }).setLegacyMode(true).analyze()).violations).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), "nothing sticks out").toBe(true);
  await page.getByLabel(say("verify-how"), { exact: true }).selectOption("call-back");
  await page.locator("#reached_why").fill("The mailbox is closed");
  await page.getByRole("button", { name: say("readdress-go"), exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/cases/${asked.reference}$`));
  const timeline = page.locator("#timeline");
  await expect(timeline).toContainText("b•••@m•••");
  await expect(timeline).toContainText(say("verify-how-call-back"));
  await expect(timeline, "masked in the timeline").not.toContainText(better);

  // both addresses are told; the old browser is out, the new link opens
  expect((await letter(desk, asked.email, new RegExp(asked.reference))).body).toContain("b•••@m•••");
  const told = await letter(desk, better, new RegExp(asked.reference));
  await passenger.page.goto(`/cases/${asked.reference}`);
  await expect(passenger.page.getByText(asked.words)).toHaveCount(0);
  const reader = await person({ language });
  await reader.page.goto(told.links.find((link) => link.includes("/open?token="))!);
  await reader.page.getByRole("button", { name: reader.say("case-link-go") }).click();
  await expect(reader.page.getByText(asked.words)).toBeVisible();
  await expect(reader.page.getByText("The mailbox is closed"), "why is among colleagues").toHaveCount(0);
});
