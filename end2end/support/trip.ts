// /trip and what is behind it.
import { code } from "./outbox";
import { expect, type Person } from "./test";
import type { Page } from "@playwright/test";

/** The people of the demo, as the sign-in page and README tell them. */
export const DEMO = {
  rivera: { locator: "DEMO2A", name: "Rivera" },
  okafor: { locator: "DEMO3B", name: "Okafor" },
  lindqvist: { locator: "DEMO4C", name: "Lindqvist" },
  wang: { locator: "DEMO5D", name: "王" },
  haddad: { locator: "DEMO6E", name: "Haddad" },
} as const;

export function door({ page, say }: Person) {
  return {
    locator: page.getByLabel(say("trip-locator"), { exact: true }),
    name: page.getByLabel(say("trip-name"), { exact: true }),
    open: page.getByRole("button", { name: say("trip-open") }),
  };
}

/** Types reference and name at /trip and sends them. */
export async function knock(person: Person, locator: string, name: string): Promise<void> {
  await person.page.goto("/trip");
  const form = door(person);
  await form.locator.fill(locator);
  await form.name.fill(name);
  await form.open.click();
}

/** The same, and the trip opens. */
export async function openTrip(person: Person, { locator, name }: { locator: string; name: string }): Promise<void> {
  await knock(person, locator, name);
  await expect(person.page).toHaveURL(new RegExp(`/trip/${locator}$`));
}

/** The summary on top of a form that was not taken. */
export const errors = (page: Page) => page.getByRole("main").getByRole("alert");

/** By a code to the contact of the booking, then back to where one was. */
export async function prove(somebody: Person, desk: Person, email: string, back: RegExp): Promise<void> {
  const { page, say } = somebody;
  await expect(page).toHaveURL(/\/verify\?next=/);
  await page.getByRole("button", { name: say("verify-send") }).click();
  await page.getByLabel(say("verify-code"), { exact: true }).fill(await code(desk, email));
  await page.getByRole("button", { name: say("verify-check") }).click();
  await expect(page).toHaveURL(back);
}
