// With 1,000 rigs and 10,000 asks: nothing jumps while a page comes, and a first visitor loads little.
import { expect, observe, PAGES, test } from "../support/big";

const SHIFT = 0.05;
const FIRST_LOAD_BYTES = 130_000;

for (const [name, path] of PAGES) {
  for (const width of [360, 1440]) {
    test(`${name} at ${width} px stays put, and comes with less than 130 kB`, async ({ page, big }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.addInitScript(observe);
      await page.goto(big.origin + path);
      await expect(page.locator("h1")).toBeVisible();
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      // Whatever still comes by itself has a second to come.
      await page.waitForTimeout(1_000);
      const { shift } = await page.evaluate(() => window.measured);
      expect(shift).toBeLessThan(SHIFT);
      // The document and all files of the app that it asked for, as they were sent.
      const bytes = await page.evaluate(() => {
        const files = performance.getEntriesByType("resource").filter(({ name: url }) => new URL(url).pathname.startsWith("/assets/"));
        const all = [...performance.getEntriesByType("navigation"), ...files] as PerformanceResourceTiming[];
        return { count: all.length, sum: all.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) };
      });
      console.log(`${name} ${width} px: ${(bytes.sum / 1000).toFixed(1)} kB in ${bytes.count} files, shift ${shift.toFixed(4)}`);
      expect(bytes.count).toBeGreaterThan(3);
      expect(bytes.sum).toBeLessThan(FIRST_LOAD_BYTES);
    });
  }
}
