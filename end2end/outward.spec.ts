// What leaves the house: a better address for a case, and leaving what one did not ask for.
import AxeBuilder from "@axe-core/playwright";
import { expect, test, unique, type Person } from "./support/test";
import { ask, CasePage } from "./support/cases";
import { letter } from "./support/outbox";
import { unfold } from "./support/staff";

/** What axe finds on the page; it needs scripts. */
async function axe({ page, scripts }: Person): Promise<void> {
  if (scripts) expect((await new AxeBuilder({ page }).setLegacyMode(true).analyze()).violations).toEqual([]);
}

test("somebody who mistyped their address gives another, and the old one is told", async ({ language, person }) => {
  const opener = await person({ language, size: "phone" });
  const asked = await ask(opener);
  const { page, say } = opener;
  await new CasePage(opener, asked.reference).open();
  await unfold(page, say("reach-title"));
  const field = page.locator("#address");
  await field.fill("ana@");
  await page.getByRole("button", { name: say("reach-change") }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText(say("address-shape"));
  await expect(field).toHaveValue("ana@");
  await axe(opener);
  const better = `better@mail.${unique()}`;
  await field.fill(better);
  await page.getByRole("button", { name: say("reach-change") }).click();
  await expect(page).toHaveURL(new RegExp(`/cases/${asked.reference}$`));
  const desk = await person({ staff: "lead" });
  const told = await letter(desk, asked.email, new RegExp(asked.reference));
  expect(told.body).toContain("b•••@m•••");
  // the case is theirs by the new address now
  await new CasePage(opener, asked.reference).open();
  await unfold(page, say("reach-title"));
  await expect(page.getByText("b•••@m•••", { exact: false }).first()).toBeVisible();
});

test("whoever is invited can say that they want no more of these", async ({ language, person }) => {
  const opener = await person({ language });
  const asked = await ask(opener);
  await new CasePage(opener, asked.reference).open();
  const guest = `guest@mail.${unique()}`;
  const invite = async () => {
    await unfold(opener.page, opener.say("case-invite"));
    await opener.page.getByLabel(opener.say("case-invite-email"), { exact: true }).fill(guest);
    await opener.page.getByRole("button", { name: opener.say("case-invite-send") }).click();
  };
  await invite();
  const desk = await person({ staff: "lead" });
  const { links } = await letter(desk, guest);
  const link = links.find((href) => href.includes("/unsubscribe/"))!;
  const reader = await person({ language, size: "phone" });
  const { page, say } = reader;
  await page.goto(link);
  await axe(reader);
  await page.getByRole("button", { name: say("leave-go") }).click();
  await expect(page.getByRole("status").filter({ hasText: "g•••@m•••" })).toBeVisible();
  await axe(reader);
  // the next invitation is not sent, and whoever invites sees that
  await new CasePage(opener, asked.reference).open();
  await invite();
  await expect(opener.page.getByText(opener.say("trouble-unwanted"), { exact: false })).toBeVisible();
  await page.getByRole("button", { name: say("leave-again") }).click();
  await expect(page.getByRole("button", { name: say("leave-go") })).toBeVisible();
});
