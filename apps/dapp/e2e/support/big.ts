// The built app with 1,000 rigs and 10,000 asks, and what the browser itself measures of it.
import { expect, test as base } from "@playwright/test";
import { type Fixture, startFixture } from "../fixture/server.mjs";

export const test = base.extend<object, { big: Fixture }>({
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
export function observe(): void {
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

/** Pages that a first visitor comes to. */
export const PAGES = [["explore", "/"], ["rig", "/rig/1"], ["market", "/market?rig=1"], ["truth", "/truth"]] as const;

export { expect };
