// What the app asks of the chain and of the indexer: all pages of it, and nothing else than was meant.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { holderFromIndexer, wholeEpochs } from "@/data/holder";
import { hasExpired, offersFromChain, ownFirst } from "@/data/offers";
import { askRow, asksFromChain } from "@/data/trade";
import { askAll } from "@/indexer/client";
import type { EarningRow, OfferRow } from "@/indexer/types";
import { byEpoch } from "@/pages/portfolio/earned";
import { config, address } from "./config";

const asked: Record<string, Record<string, unknown>>[] = [];

/** A node whose contracts answer so. */
function node(answer: (query: Record<string, Record<string, unknown>>) => unknown): void {
  vi.stubGlobal("fetch", vi.fn(async (url: string) => {
    const query = JSON.parse(atob(decodeURIComponent(url.split("/smart/")[1] ?? ""))) as Record<string, Record<string, unknown>>;
    asked.push(query);
    return Response.json({ data: answer(query) });
  }));
}

beforeEach(() => void asked.splice(0));
afterEach(() => vi.unstubAllGlobals());

const ask = (token_id: string, denom: string, stale: string | null = null) => ({
  token_id, rig: 1, shares: 1, seller: address("s"), price: { denom, amount: "7" }, price_per_share_floor: "7", expires_seconds: 9, stale,
});

describe("asks of all rigs, from the chain", () => {
  const ALL = [
    ...Array.from({ length: 30 }, (_, at) => ask(`a${at}`, "ustake")), ...Array.from({ length: 29 }, (_, at) => ask(`b${at}`, "uusdc")), ask("b99", "ustake"), ask("c", "uusdc", "expired"),
  ];
  beforeEach(() => node(({ asks }) => {
    const from = ALL.findIndex(({ token_id }) => token_id === asks?.["start_after"]) + 1;
    return { asks: ALL.slice(from, from + Number(asks?.["limit"])) };
  }));
  test("are those in the coin alone, and a page in other coins is not the end", async () => {
    const page = await asksFromChain(config, null, "uusdc", null);
    expect(new Set(page.items.map(({ denom }) => denom))).toEqual(new Set(["uusdc"]));
    expect(page).toMatchObject({ items: { length: 29 }, next: '"b99"' });
    expect(await asksFromChain(config, null, "uusdc", page.next)).toEqual({ items: [], next: null });
    expect(asked.map(({ asks }) => asks?.["start_after"])).toEqual([null, "a29", "b99"]);
  });
  test("tell one that has expired from one that stands", () => {
    expect([ask("1", "uusdc"), ask("2", "uusdc", "expired"), ask("3", "uusdc", "sold")].map((each) => askRow(each as never)).map(({ expired, stale }) => [expired, stale]))
      .toEqual([[false, null], [true, "expired"], [false, "sold"]]);
  });
});

describe("offers", () => {
  const offer = (number: number, buyer: string, expired: boolean) => ({
    offer: number, buyer, target: { rig: { rig: 2, price_per_share: "5" } }, least_shares: 1, escrow: { denom: "uusdc", amount: "50" }, expires_seconds: 9, expired,
  });
  test("are all asked for, however many pages the contract has, newest first", async () => {
    const all = Array.from({ length: 65 }, (_, at) => offer(at + 1, address(at % 2 ? "y" : "z"), at === 0));
    node(({ offers }) => ({ offers: all.filter((each) => each.offer > Number(offers?.["start_after"] ?? 0)).slice(0, 30) }));
    const rows = await offersFromChain(config, null);
    expect(rows.map((row) => row.offer)).toEqual(Array.from({ length: 65 }, (_, at) => 65 - at));
    expect(rows.at(-1)).toMatchObject({ expired: true, escrow: "50", price: "5", rig: 2 });
    expect(asked).toHaveLength(3);
  });
  test("of a holder who has more than come with its tokens are asked for apart", async () => {
    const list = (from: number, many: number) => Array.from({ length: many }, (_, at) => ({ offer: from - at }));
    const paths: string[] = [];
    vi.stubGlobal("fetch", vi.fn(async (url: string) => {
      const { pathname, searchParams } = new URL(url);
      paths.push(pathname);
      if (pathname === "/v1/offers") return Response.json(searchParams.get("cursor") ? { items: list(3, 3), next: null } : { items: list(203, 200), next: "4" });
      return Response.json({ tokens: [], offers: list(203, pathname.endsWith("few") ? 199 : 200) });
    }));
    const indexed = { ...config, indexer: "http://x" };
    expect((await holderFromIndexer(indexed, "many")).offers.map((each) => each.offer)).toEqual(list(203, 203).map((each) => each.offer));
    expect((await holderFromIndexer(indexed, "few")).offers).toHaveLength(199);
    expect(paths).toEqual(["/v1/holders/many", "/v1/offers", "/v1/offers", "/v1/holders/few"]);
  });
  test("of one's own come first and stay when they expire; those of others don't double them", () => {
    const row = (number: number, buyer: string, expired: boolean): OfferRow => ({ offer: number, buyer, rig: 1, token_id: null, least_shares: 1, price: "1", denom: "uusdc", escrow: "1", expires_seconds: expired ? 5 : 50, created_seconds: 0, expired });
    const [you, other] = [address("y"), address("z")];
    const standing = [row(9, other, false), row(8, you, false)];
    expect(ownFirst(standing, [row(8, you, false), row(3, you, true)], you).map((each) => each.offer)).toEqual([8, 3, 9]);
    expect(ownFirst(standing, undefined, you)).toEqual(standing);
    expect([row(1, you, true), row(1, you, false), { ...row(1, you, false), expires_seconds: 10 }].map((each) => hasExpired(each, 10))).toEqual([true, false, true]);
  });
});

describe("earnings", () => {
  const earned = (epoch: number, rig: number): EarningRow => ({ rig, epoch, weight: "1", denom: "wsat", earned_floor: "10", outcome: "settled" });
  test("of a list that was cut leave out the epoch that is not whole", () => {
    const items = [earned(9, 1), earned(9, 2), earned(8, 1), earned(8, 2), earned(7, 1)];
    expect(byEpoch(wholeEpochs({ items, next: "7~1" }).rows, "wsat")).toEqual([{ epoch: 8, amount: 20n }, { epoch: 9, amount: 20n }]);
    expect(wholeEpochs({ items, next: "7~1" }).cut).toBe(true);
    expect(wholeEpochs({ items, next: null })).toEqual({ rows: items, cut: false });
  });
  test("are asked for page by page up to a bound, and what is left is told", async () => {
    vi.stubGlobal("fetch", vi.fn(async (url: string) => {
      const from = Number(new URL(url, "http://x").searchParams.get("cursor") ?? 0);
      return Response.json({ items: [from, from + 1], next: from < 8 ? String(from + 2) : null });
    }));
    expect(await askAll<number>({ ...config, indexer: "http://x" }, "/v1/list", 5)).toEqual({ items: [0, 1, 2, 3, 4, 5], next: "6" });
    expect(await askAll<number>({ ...config, indexer: "http://x" }, "/v1/list", 500)).toMatchObject({ items: { length: 10 }, next: null });
  });
});
