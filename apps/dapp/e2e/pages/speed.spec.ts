// Budgets in the browser on the built app, with 1,000 rigs and 10,000 asks. Times are the best of three: they
// measure the app, not what else the machine does meanwhile. Nothing may shift in any of them.
import { expect, test as base } from "@playwright/test";
import { type Fixture, startFixture } from "../fixture/server.mjs";

const LCP_MS = 1_500;
const INTERACTION_MS = 100;
const SHIFT = 0.05;
const TRIES = 3;

const test = base.extend<object, { big: Fixture }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the first argument
  big: [async ({}, use) => {
    const fixture = await startFixture({ rigs: 1_000, asks: 10_000 });
    await use(fixture);
    await fixture.stop();
  }, { scope: "worker" }],
});

interface Measured {
  lcp: number;
  shift: number;
  longest: number;
  what: string;
}

declare global {
  interface Window {
    measured: Measured;
  }
}

/** What the browser itself measures: paint, shifts, and the time from an input to the next frame. */
function observe(): void {
  window.measured = { lcp: 0, shift: 0, longest: 0, what: "" };
  const on = (type: string, take: (entry: PerformanceEntry) => void): void =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
  on("largest-contentful-paint", ({ startTime }) => { window.measured.lcp = startTime; });
  on("layout-shift", (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (!hadRecentInput) window.measured.shift += value;
  });
  on("event", (entry) => {
    const { interactionId } = entry as PerformanceEntry & { interactionId: number };
    if (interactionId === 0 || entry.duration <= window.measured.longest) return;
    const { target } = entry as PerformanceEntry & { target: Element | null };
    Object.assign(window.measured, { longest: entry.duration, what: `${entry.name} on ${target?.outerHTML.slice(0, 90) ?? "nothing"}` });
  });
}

for (const [name, path] of [["explore", "/"], ["rig", "/rig/1"], ["market", "/market?rig=1"], ["truth", "/truth"]] as const) {
  for (const width of [360, 1440]) {
    test(`${name} at ${width} px paints in time and stays put`, async ({ page, big }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.addInitScript(observe);
      let best = Infinity;
      for (let tries = 0; tries < TRIES && best >= LCP_MS; tries += 1) {
        await page.goto(big.origin + path);
        await expect(page.locator("h1")).toBeVisible();
        await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
        await page.waitForTimeout(1_000);
        const { lcp, shift } = await page.evaluate(() => window.measured);
        console.log(`${name} ${width} px: largest contentful paint ${Math.round(lcp)} ms, shift ${shift.toFixed(4)}`);
        expect(lcp).toBeGreaterThan(0);
        expect(shift).toBeLessThan(SHIFT);
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
