// What the portal writes to people, as demo mode shows it at /desk/outbox.
import { expect, type Locator } from "@playwright/test";
import type { Person } from "./test";

export interface Letter {
  subject: string;
  body: string;
  links: string[];
}

/** An address as the desk sees it: the ending stays, by which tests tell theirs apart. */
function masked(address: string): string {
  const [local, domain] = address.split("@");
  return `${local[0]}•••@${domain[0]}•••.${domain.split(".").at(-1)}`;
}

/** The newest letter to an address whose subject fits. */
export async function letter(staff: Person, to: string, subject: RegExp = /./): Promise<Letter> {
  const { page } = staff;
  let found: Locator | undefined;
  await expect(async () => {
    await page.goto("/desk/outbox");
    found = page.getByRole("group").filter({ hasText: masked(to) }).filter({ hasText: subject }).first();
    await expect(found).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  const fold = found!;
  await fold.locator("summary").click();
  return {
    subject: await fold.locator("summary").innerText(),
    body: await fold.innerText(),
    links: await fold.getByRole("link").evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href)),
  };
}

/** The code of the newest letter that has one, as it is written: `123 456`. */
export async function code(staff: Person, to: string): Promise<string> {
  const { subject } = await letter(staff, to, /\d{3} \d{3}/);
  return /\d{3} \d{3}/.exec(subject)![0];
}
