// Steps that flows have in common, as a person takes them.
import { expect, type Locator, type Page } from "@playwright/test";
import { stack } from "./stack";

export const visit = (page: Page, path: string) => page.goto(stack.url + path);

export async function connect(page: Page, name: string, wallet = "Keplr"): Promise<void> {
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page.getByRole("button", { name: new RegExp(`^${wallet}`) }).click();
  await expect(page.getByRole("button", { name: new RegExp(`^Wallet: ${name}`) })).toBeVisible();
}

/** In the dialog: waits for the simulation, signs, waits for the block, and closes it. */
export async function signIt(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Sign with/ }).click();
  await expect(page.getByTestId("tx-status")).toContainText("Done: in block", { timeout: 60_000 });
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
}

/** What the dialog says in the end, of a transaction that does not work out. */
export async function refusal(page: Page, words: RegExp): Promise<void> {
  await expect(page.getByTestId("tx-status")).toHaveText(words, { timeout: 60_000 });
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
}

/** Presses Tab until the place has the focus: what can't be reached so fails. */
export async function tabTo(page: Page, place: Locator, most = 120): Promise<void> {
  for (let presses = 0; presses < most; presses += 1) {
    if (await place.evaluate((element) => element === document.activeElement).catch(() => false)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`not reached by ${most} presses of Tab: ${place.toString()}`);
}
