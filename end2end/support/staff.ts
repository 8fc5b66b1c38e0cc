// The service office's people and how they come in.
import { expect, type Page } from "@playwright/test";
import { beginning, exactly, type Words } from "./words";

/** Signed in once before all specs (staff.setup.ts); the files hold their cookies. */
export const SESSIONS = {
  agent: "end2end/test-results/staff/agent.json",
  lead: "end2end/test-results/staff/lead.json",
  admin: "end2end/test-results/staff/admin.json",
} as const;
export type Staff = keyof typeof SESSIONS;

export const NAMES = { agent: "Mei Chen", lead: "Tomás Ruiz", admin: "Ingrid Solheim" } as const;

/** Signs in at /desk by typing address, password and the code shown in demo mode. */
export async function signIn(page: Page, say: Words, name: string, next = ""): Promise<void> {
  // a code is good once: whoever else signed in with it a moment ago makes us wait for the next
  await expect(async () => {
    await page.goto(`/desk${next && `?next=${encodeURIComponent(next)}`}`);
    await unfold(page, say("demo-others"));
    const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: beginning(name) }) });
    const [, email, code] = await row.getByRole("cell").or(row.getByRole("rowheader")).allInnerTexts();
    await page.getByLabel(say("sign-in-email-label"), { exact: true }).fill(email.split("\n").at(-1)!.trim());
    await page.getByLabel(say("sign-in-password-label"), { exact: true }).fill("landside-demo");
    await page.getByLabel(say("sign-in-code-label"), { exact: true }).fill(code.split("\n").at(-1)!.trim());
    await page.getByRole("button", { name: say("sign-in-act"), exact: true }).click();
    await expect(page.getByLabel(say("sign-in-code-label"), { exact: true })).toBeHidden({ timeout: 10_000 });
  }).toPass({ intervals: [1_000, 10_000, 20_000], timeout: 180_000 });
}

/** Opens a fold if it is closed. */
export async function unfold(page: Page, title: string): Promise<void> {
  // the one called so, where the words stand in other titles too
  const named = page.locator("summary").filter({ hasText: exactly(title) });
  const summary = ((await named.count()) > 0 ? named : page.locator("summary").filter({ hasText: title })).first();
  const open = () => summary.evaluate((element) => (element.parentElement as HTMLDetailsElement).open);
  if ((await summary.count()) > 0 && !(await open())) await summary.click();
}
