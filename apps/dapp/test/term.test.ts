// A rig's term bounds what its shares can still earn, and who may sell of it.
import { describe, expect, test, vi } from "vitest";
import { yieldOf } from "@/data/economics";
import { roomIn } from "@/data/sale";
import { epochsLeft, hasEnded } from "@/data/term";
import type { AskRow, RigSummary } from "@/indexer/types";
import { periodOf } from "@/money/time";
import { paybackWords } from "@/pages/explore/cells";
import { DEFAULT, select, SORTS, viewOf } from "@/pages/explore/filter";
import { type Around, candidatesOf, type Fresh, worthAsking } from "@/pages/market/basket";
import { address } from "./config";
import { ASSETS, MARKET, RIG } from "./rig";

vi.stubGlobal("window", { matchMedia: () => ({ matches: true, addEventListener: () => undefined, removeEventListener: () => undefined }) });

const DAY = 86_400;
const TODAY = 100;
const NOW = TODAY * DAY;
const until = (end_epoch: number, rig = 1): RigSummary => ({ ...RIG, rig, start_epoch: 10, end_epoch, sale: { ...sale, closes_seconds: NOW + DAY } });
const sale = { price_per_share: "15000000", denom: "uusdc", opens_seconds: 0, closes_seconds: 0, shares_left: 150 };
const LAST_WEEK = until(TODAY - 7, 1);
const IN_TWO_DAYS = until(TODAY + 2, 2);
const ENDLESS = until(TODAY + 100_000, 3);

describe("what is left of a term", () => {
  const { clock } = MARKET;
  test("counts whole epochs, from its start where that is ahead", () => {
    expect([LAST_WEEK, IN_TWO_DAYS, ENDLESS].map((rig) => epochsLeft(rig, clock, NOW))).toEqual([0n, 2n, 100_000n]);
    expect(epochsLeft(IN_TWO_DAYS, clock, NOW + 1)).toBe(1n);
    expect(epochsLeft(ENDLESS, clock, 0)).toBe(BigInt(TODAY + 100_000 - 10));
  });
  test("is over from the second at which its last epoch ends, as the contract has it", () => {
    expect(hasEnded(IN_TWO_DAYS, clock, NOW + 2 * DAY - 1)).toBe(false);
    expect(hasEnded(IN_TWO_DAYS, clock, NOW + 2 * DAY)).toBe(true);
  });
  test("bounds the yield, and the payback", () => {
    expect(yieldOf(100n, 1_000n, 2n)).toEqual({ bps: 2_000n, paybackDays: null, termTooShort: true });
    expect(yieldOf(100n, 1_000n, 10n)).toEqual({ bps: 10_000n, paybackDays: 10n, termTooShort: false });
    expect(yieldOf(100n, 1_000n, 100_000n)).toEqual({ bps: 365_000n, paybackDays: 10n, termTooShort: false });
    const words = [yieldOf(100n, 1_000n, 2n), yieldOf(100n, 1_000n, 10n), yieldOf(0n, 1_000n, 10n)].map((each) => each && paybackWords(each, periodOf(DAY)));
    expect(words).toEqual(["not within its term", "10 d", "never"]);
  });
});

describe("Explore", () => {
  const views = [LAST_WEEK, IN_TWO_DAYS, ENDLESS].map((rig) => viewOf(rig, MARKET, ASSETS, NOW));
  test("shows a rig whose term is over as ended, without yield and without its operator's sale", () => {
    expect(views.map(({ ended }) => ended)).toEqual([true, false, false]);
    expect(views[0]).toMatchObject({ day: null, yields: null, offer: { from: "ask" } });
    expect(viewOf({ ...LAST_WEEK, floor: null }, MARKET, ASSETS, NOW).offer).toBeNull();
    expect(viewOf({ ...ENDLESS, floor: null }, MARKET, ASSETS, NOW).offer).toMatchObject({ from: "sale" });
  });
  test("takes the yield of two days for no more than it is", () => {
    const [, short, endless] = views;
    const net = endless?.day?.net ?? 0n;
    expect(short?.yields?.bps).toBe((net * 2n * 10_000n) / (short?.priceNano ?? 1n));
    expect(endless?.yields?.bps).toBe((net * 365n * 10_000n) / (endless?.priceNano ?? 1n));
  });
  test("ranks what has ended last, in whatever order", () => {
    const cheapest = viewOf({ ...LAST_WEEK, rig: 9, hashrate_hs: "900000000000000", floor: { price_per_share: "1", denom: "uusdc", token_id: "9", shares: 1 } }, MARKET, ASSETS, NOW);
    for (const sort of Object.keys(SORTS) as (keyof typeof SORTS)[]) {
      expect(select([cheapest, ...views], { ...DEFAULT, sort }).slice(2).map(({ ended }) => ended), sort).toEqual([true, true]);
    }
    expect(select(views, DEFAULT).map(({ rig }) => rig.rig)).toEqual([3, 2, 1]);
  });
});

describe("a basket", () => {
  const around: Around = { denom: "uusdc", market: MARKET, assets: ASSETS, you: address("y"), now: NOW };
  const rigs = [LAST_WEEK, IN_TWO_DAYS, ENDLESS];
  const ask = (rig: number): AskRow => ({ token_id: `t${rig}`, rig, shares: 1, seller: address("s"), price: "1000", denom: "uusdc", price_per_share: "1000", expires_seconds: NOW + 9, created_seconds: 0, expired: false });
  const fresh = (rig: number, bought: number, change: object = {}): [number, Fresh] => [rig, {
    bought, rig: {
      rig, minted: 50, facts: { shares: 200 }, sale: { price_per_share: "15000000", opens_seconds: 0, closes_seconds: NOW + DAY, least_shares: 5, most_per_wallet: 40, allow_list_only: false, ...change },
    } as unknown as Fresh["rig"],
  }];
  const sold = (...of: [number, Fresh][]) => candidatesOf({ asks: [], sales: new Map(of) }, rigs, around).map(({ rig, shares }) => [rig, shares]);
  test("asks for rigs by the yield that their term allows, and never for one that has ended", () => {
    expect(worthAsking(rigs, new Set(), around).map(({ rig }) => rig)).toEqual([3, 2]);
  });
  test("holds nothing of a rig that has ended, and values the others by their terms", () => {
    const picks = candidatesOf({ asks: rigs.map(({ rig }) => ask(rig)), sales: new Map([fresh(1, 0)]) }, rigs, around);
    expect(picks.map(({ rig, kind }) => [rig, kind])).toEqual([[2, "ask"], [3, "ask"]]);
    expect(picks[0]?.yieldBps).toBeLessThan(picks[1]?.yieldBps ?? 0n);
  });
  test("takes no more of a sale than the wallet may still have", () => {
    expect(sold(fresh(3, 0))).toEqual([[3, 40]]);
    expect(sold(fresh(3, 30))).toEqual([[3, 10]]);
    // Four would be left, and the sale takes no fewer than five.
    expect(sold(fresh(3, 36))).toEqual([]);
    expect(sold(fresh(3, 60))).toEqual([]);
    expect(roomIn({ least_shares: 5, most_per_wallet: 40 } as never, 3, 0)).toEqual({ least: 5, most: 3 });
  });
});
