// What stands on a page only now and then: a source that is down, a wallet that lies open, a transaction on its way.
import type { Page } from "@playwright/test";
import { expect, settled, still, test, withWallet } from "../support/page";
import { clean } from "./clean";

/** Both themes in both widths. */
async function everywhere(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 780 });
      await clean(page);
    }
  }
}

test.afterEach(({ fixture }) => {
  Object.assign(fixture.state, { indexer: true, node: true });
});

test("the indexer is down: a banner says so, and the chain answers", async ({ page, fixture }) => {
  fixture.state.indexer = false;
  await withWallet(page);
  await still(page);
  await page.goto(`${fixture.origin}/portfolio`);
  await expect(page.getByText("The indexer does not answer.")).toBeVisible();
  await expect(page.getByTestId("claimable")).toBeVisible();
  await everywhere(page);
});

test("the node is down: a banner says so", async ({ page, fixture }) => {
  fixture.state.node = false;
  await still(page);
  await page.goto(`${fixture.origin}/rig/1`);
  await expect(page.getByText("The node does not answer.")).toBeVisible();
  await everywhere(page);
});

test("the burner wallet's banner, and a transaction to be signed, and done", async ({ page, fixture }) => {
  await page.addInitScript(() => localStorage.setItem("rigshare.wallet", "burner"));
  await still(page);
  await page.goto(`${fixture.origin}/portfolio`);
  await expect(page.getByText("Burner wallet: its key lies open in this browser.")).toBeVisible();
  await settled(page);
  await everywhere(page);
  await page.getByRole("button", { name: /^Claim all/ }).click();
  const status = page.getByRole("dialog").getByRole("status");
  await expect(status).toContainText("It would work. The fee is");
  await everywhere(page);
  await page.getByRole("button", { name: "Sign with Burner wallet" }).click();
  await expect(status).toHaveText("Done: in block 900000.");
  await everywhere(page);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await page.getByRole("button", { name: /^Transactions: 1/ }).click();
  await expect(page.getByRole("dialog", { name: "Your transactions" })).toContainText("done");
  await everywhere(page);
});

test("every digit of every amount can be had by keyboard, and fits a phone", async ({ page, fixture }) => {
  await withWallet(page);
  await still(page);
  await page.setViewportSize({ width: 360, height: 780 });
  for (const path of ["/", "/rig/1", "/market?rig=1", "/market?tab=offers", "/portfolio", "/operator", "/operator?tab=rigs"]) {
    await page.goto(fixture.origin + path);
    await settled(page);
    const button = page.getByRole("button", { name: "Amounts with every digit" });
    const amount = page.locator("main data").filter({ hasText: /\.\d/ }).first();
    await button.focus();
    await page.keyboard.press("Enter");
    await expect(button).toHaveAttribute("aria-pressed", "true");
    const [shown, title] = [await amount.textContent(), await amount.getAttribute("title")];
    expect(shown?.replace(/\u202f/g, "").replace("\u2212", "-").split("\u00a0")[0], path).toBe(title?.split(" ")[0]);
    await clean(page);
  }
});
