// A page over the made-up world: its clock stands still, and whatever it complains about fails the test.
import { test as base, expect, type Page } from "@playwright/test";
import { type Fixture, startFixture } from "../fixture/server.mjs";
import { address, NOW } from "../fixture/world.mjs";

export const HOLDER: string = address("holder3");

/** A wallet that gives its account and signs nothing: enough to see every page as its owner does. */
export async function withWallet(page: Page, holder = HOLDER): Promise<void> {
  await page.addInitScript((account) => {
    const silent = async (): Promise<void> => undefined;
    Object.assign(window, {
      keplr: { enable: silent, experimentalSuggestChain: silent, getKey: async () => ({ bech32Address: account, name: "Ada" }), getOfflineSignerAuto: async () => ({}) },
    });
    localStorage.setItem("rigshare.wallet", "keplr");
  }, holder);
}

/** Everything that the browser or the app says is wrong. */
export function complaints(page: Page): string[] {
  const found: string[] = [];
  page.on("pageerror", (error) => found.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") found.push(`${message.type()}: ${message.text()}`);
  });
  return found;
}

/** Still, so that pictures do not change: time, motion, live updates. */
export async function still(page: Page): Promise<void> {
  await page.clock.setFixedTime(NOW * 1000);
  await page.emulateMedia({ reducedMotion: "reduce" });
}

/** Waits until nothing is loading any more, charts below the fold among it: they come when they are seen. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator("h1")).toBeVisible();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await page.evaluate(async () => {
    const frame = (): Promise<number> => new Promise(requestAnimationFrame);
    for (let top = 0; top < document.documentElement.scrollHeight; top += window.innerHeight) {
      window.scrollTo({ top, behavior: "instant" });
      await frame();
      await frame();
    }
    window.scrollTo({ top: 0, behavior: "instant" });
  });
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

export const test = base.extend<object, { fixture: Fixture }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the first argument
  fixture: [async ({}, use) => {
    const fixture = await startFixture();
    await use(fixture);
    await fixture.stop();
  }, { scope: "worker" }],
});

export { expect };
