// Goals in the browser on the built app, with 1,000 rigs and 10,000 asks. Times are the best of three: they
// measure the app, not what else the machine does meanwhile.
import { expect, observe, PAGES, test } from "../support/big";

const LCP_MS = 1_500;
const INTERACTION_MS = 100;
const TRIES = 3;

for (const [name, path] of PAGES) {
  for (const width of [360, 1440]) {
    test(`${name} at ${width} px paints in time`, async ({ page, big }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.addInitScript(observe);
      let best = Infinity;
      for (let tries = 0; tries < TRIES && best >= LCP_MS; tries += 1) {
        await page.goto(big.origin + path);
        await expect(page.locator("h1")).toBeVisible();
        await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
        await page.waitForTimeout(1_000);
        const { lcp } = await page.evaluate(() => window.measured);
        console.log(`${name} ${width} px: largest contentful paint ${Math.round(lcp)} ms`);
        expect(lcp).toBeGreaterThan(0);
        best = Math.min(best, lcp);
      }
      expect(best).toBeLessThan(LCP_MS);
    });
  }
}

test("filtering, sorting and searching a thousand rigs answers at once", async ({ page, big }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.addInitScript(observe);
  let best = Infinity;
  for (let tries = 0; tries < TRIES && best >= INTERACTION_MS; tries += 1) {
    await page.goto(big.origin);
    await expect(page.getByText(/of 1.000 rigs\. /)).toBeVisible();
    await page.getByLabel("Order").selectOption("efficiency");
    await page.getByLabel("Coin").selectOption("XMR");
    await page.getByLabel("Coin").selectOption("");
    await page.getByLabel("Model, operator or number").pressSequentially("S21 Pro", { delay: 60 });
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByRole("button", { name: "Show 30 more" }).click();
    await page.getByRole("button", { name: "Switch to" }).click();
    await page.waitForTimeout(500);
    const { longest, what } = await page.evaluate(() => window.measured);
    console.log(`explore: the longest interaction took ${longest} ms (${what})`);
    best = Math.min(best, longest);
  }
  expect(best).toBeLessThan(INTERACTION_MS);
});

test("ten thousand asks: choosing and paging answers at once", async ({ page, big }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.addInitScript(observe);
  let best = Infinity;
  for (let tries = 0; tries < TRIES && best >= INTERACTION_MS; tries += 1) {
    await page.goto(`${big.origin}/market`);
    const boxes = page.getByRole("checkbox", { name: /Choose token/ });
    await expect(boxes).toHaveCount(50);
    for (let at = 0; at < 5; at += 1) await boxes.nth(at).check();
    await page.getByRole("button", { name: "Show more asks" }).click();
    await expect(boxes).toHaveCount(100);
    await boxes.nth(70).check();
    await page.getByRole("link", { name: "Basket" }).click();
    await page.getByLabel("Budget, USDC").pressSequentially("5000", { delay: 60 });
    await expect(page.getByRole("button", { name: "Buy the basket" })).toBeEnabled();
    await page.waitForTimeout(500);
    const { longest, what } = await page.evaluate(() => window.measured);
    console.log(`market: the longest interaction took ${longest} ms (${what})`);
    best = Math.min(best, longest);
  }
  expect(best).toBeLessThan(INTERACTION_MS);
});
