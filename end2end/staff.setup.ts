// Signs the service office's people in once; the other specs borrow their sessions.
import { test as setup } from "@playwright/test";
import { NAMES, SESSIONS, signIn, type Staff } from "./support/staff";
import { words } from "./support/words";

for (const person of Object.keys(SESSIONS) as Staff[]) {
  setup(`${person} signs in`, async ({ page }) => {
    await signIn(page, words("en"), NAMES[person]);
    await page.context().storageState({ path: SESSIONS[person] });
  });
}
