// Dialogs: accessible, closed by Escape, and the focus comes back to where it was.
import { expect, settled, still, test, withWallet } from "../support/page";
import { clean } from "./clean";

for (const width of [360, 1440]) {
  test(`the choice of wallets at ${width} px`, async ({ page, fixture }) => {
    await still(page);
    await page.setViewportSize({ width, height: 780 });
    await page.goto(fixture.origin);
    await settled(page);
    const connect = page.getByRole("button", { name: "Connect", exact: true });
    await connect.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: "Connect a wallet" })).toBeVisible();
    await clean(page);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(connect).toBeFocused();
  });

  test(`what can be done with a token at ${width} px`, async ({ page, fixture }) => {
    await withWallet(page);
    await still(page);
    await page.setViewportSize({ width, height: 780 });
    await page.goto(`${fixture.origin}/portfolio`);
    await settled(page);
    for (const verb of ["List", "Split", "Transfer"]) {
      const button = page.getByTestId("token").first().getByRole("button", { name: verb });
      await button.click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await clean(page);
      await page.keyboard.press("Escape");
      await expect(button).toBeFocused();
    }
  });

  test(`a transaction that the node does not take at ${width} px`, async ({ page, fixture }) => {
    await withWallet(page);
    await still(page);
    await page.setViewportSize({ width, height: 780 });
    await page.goto(`${fixture.origin}/portfolio`);
    await settled(page);
    await page.getByRole("button", { name: /^Claim all/ }).click();
    await expect(page.getByRole("dialog").getByRole("status")).toBeVisible();
    await clean(page);
  });
}

test("the page says its name, and a link leads past the navigation", async ({ page, fixture }) => {
  await still(page);
  await page.goto(`${fixture.origin}/truth`);
  await settled(page);
  await expect(page).toHaveTitle("Truth · Rigshare");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();
});

test("nothing but this origin's files is loaded, and no script or style stands in the page", async ({ page, fixture }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  const answer = await page.goto(`${fixture.origin}/rig/1`);
  await settled(page);
  expect(asked.filter((url) => !url.startsWith(fixture.origin) && !url.startsWith("data:image/"))).toEqual([]);
  const policy = answer?.headers()["content-security-policy"] ?? "";
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("style-src 'self';");
  expect(policy).not.toContain("unsafe");
  expect(await page.locator("script:not([src]), style").count()).toBe(0);
});
