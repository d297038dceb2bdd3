// What pages compute, without a page.
import { describe, expect, test, vi } from "vitest";
import { graceEnd, mayBeOver } from "@/data/grace";
import { withoutRefused } from "@/data/operator";
import { inputsOf, inQuote, offered, shareDay, yieldOf } from "@/data/economics";
import { breakEvenAt, play, type Scenario } from "@/math/scenario";
import { ratio } from "@/math/ratio";
import { DEFAULT, fromUrl, select, toUrl, viewOf } from "@/pages/explore/filter";
import { acceptOffer, fits, priceFor } from "@/pages/market/accept";
import { type Candidate, fill } from "@/pages/market/basket";
import { EMPTY, toRig } from "@/pages/operator/draft";
import { settleActions, totals } from "@/pages/operator/settle";
import { claimableRigs, claimAndStake, sums } from "@/pages/portfolio/claims";
import { splitParts } from "@/pages/portfolio/split";
import { shareEpochs } from "@/pages/rig/history";
import { distanceBps, spreadOf } from "@/pages/truth/spread";
import { buyAsks, claims } from "@/tx/actions";
import { address, config } from "./config";
import { ASSETS, MARKET, RIG } from "./rig";

vi.stubGlobal("window", { matchMedia: () => ({ matches: true, addEventListener: () => undefined, removeEventListener: () => undefined }) });

describe("a share's day", () => {
  const inputs = inputsOf(RIG, MARKET);
  if (!inputs) throw new Error("no inputs");
  const day = shareDay(inputs);
  test("splits the gross without a rest", () => {
    // The crate's own example: 200 TH/s at 17.5 J/TH earn 9,047 sat and cost 4.2 dollars a day.
    expect((day.gross * 200n) / 1_000_000n).toBe(9_047n);
    expect(day.electricity).toBe(21_000_000n);
    expect(day.gross - day.electricity - day.service).toBe(day.net);
    expect(day.service).toBe(((day.gross - day.electricity) * 200n) / 10_000n);
  });
  test("under water pays nothing and bills nothing", () => {
    const under = shareDay({ ...inputs, nanoPerKwh: 10_000_000_000n });
    expect(under).toMatchObject({ net: 0n, service: 0n, electricity: under.gross });
  });
  test("the cheaper of sale and ask is what counts, and only while the sale is open", () => {
    expect(offered(RIG, 500)).toMatchObject({ from: "ask", pricePerShare: 14_000_000n });
    expect(offered({ ...RIG, floor: null }, 500)).toMatchObject({ from: "sale" });
    expect(offered({ ...RIG, floor: null }, 1_000)).toBeNull();
  });
  test("yield and payback come from the price in the quote currency", () => {
    const nano = inQuote(14_000_000n, "uusdc", MARKET, ASSETS);
    expect(nano).toBe(14_000_000_000n);
    expect(inQuote(1n, "unknown", MARKET, ASSETS)).toBeUndefined();
    expect(yieldOf(20_000_000n, 14_000_000_000n, 3_000n)).toEqual({ bps: 5_214n, paybackDays: 700n, termTooShort: false });
    expect(yieldOf(0n, 1n, 3_000n)).toEqual({ bps: 0n, paybackDays: null, termTooShort: false });
    expect(yieldOf(1n, 0n, 3_000n)).toBeNull();
  });
});

describe("a scenario", () => {
  const scenario: Scenario = {
    coin: "BTC", nowSeconds: 1_795_800_000, unitHs: 10n ** 12n, hashrateHs: 2n * 10n ** 14n, watts: 3_500n, nanoPerKwh: 50_000_000n, serviceFeeBps: 200,
    hashesPerBlock: ratio(596_817_820_688_841_045_216_562n), rewardPerBlock: 315_000_000n, coinNano: 100_000_000_000_000n, growthBps: 0, halving: false, epochSeconds: 86_400n, seconds: 86_400n * 365n,
  };
  const last = (change: Partial<Scenario>): bigint => play({ ...scenario, ...change }).at(-1)?.net ?? 0n;
  test("without growth is a straight line of days", () => {
    const points = play(scenario);
    const half = points[20]?.gross ?? 0n;
    const whole = points[40]?.gross ?? 0n;
    expect(whole - 2n * half).toBeLessThan(41n);
  });
  test("growth, a halving and dearer power each take from it", () => {
    expect(last({ growthBps: 300 })).toBeLessThan(last({}));
    expect(last({ seconds: 86_400n * 900n, halving: true })).toBeLessThan(last({ seconds: 86_400n * 900n }));
    expect(last({ nanoPerKwh: 100_000_000n })).toBeLessThan(last({}));
    expect(last({ growthBps: -300 })).toBeGreaterThan(last({}));
  });
  test("never falls", () => {
    const points = play({ ...scenario, growthBps: 2_000, nanoPerKwh: 200_000_000n });
    for (let at = 1; at < points.length; at += 1) expect(points[at]?.net).toBeGreaterThanOrEqual(points[at - 1]?.net ?? 0n);
  });
  test("breaks even at the first point that has paid", () => {
    const points = play(scenario);
    expect(breakEvenAt(points, points[10]?.net ?? 0n)).toBe(points[10]);
    expect(breakEvenAt(points, 10n ** 18n)).toBeUndefined();
  });
});

describe("the filter", () => {
  test("goes into the URL and comes back", () => {
    const filter = { coin: "BTC", status: "all", grade: "plausible", text: "s21 pro", sort: "payback" } as const;
    expect(fromUrl(toUrl(filter))).toEqual(filter);
    expect(toUrl(DEFAULT)).toBe("");
  });
  test("takes no nonsense from it", () => {
    expect(fromUrl("sort=drop%20table&status=x&grade=gold")).toEqual(DEFAULT);
    expect(fromUrl(`q=${"x".repeat(500)}`).text).toHaveLength(80);
  });
  test("selects and sorts, with what has no figure last", () => {
    const cheap = viewOf({ ...RIG, rig: 2, sale: null, floor: { ...(RIG.floor ?? { denom: "", token_id: "", shares: 0 }), price_per_share: "9000000" } }, MARKET, ASSETS, 500);
    const dear = viewOf(RIG, MARKET, ASSETS, 500);
    const unknown = viewOf({ ...RIG, rig: 3, coin: "DOGE" }, MARKET, ASSETS, 500);
    expect(select([dear, unknown, cheap], DEFAULT).map(({ rig }) => rig.rig)).toEqual([2, 1, 3]);
    expect(select([dear, unknown, cheap], { ...DEFAULT, coin: "DOGE" }).map(({ rig }) => rig.rig)).toEqual([3]);
    expect(select([dear], { ...DEFAULT, grade: "attested" })).toEqual([]);
  });
});

describe("messages", () => {
  const ask = (token_id: string, price: string, denom = "uusdc") => ({ token_id, price, denom, shares: 2 });
  test("of a purchase pin what was seen, and attach exactly its sum", () => {
    expect(buyAsks(config, [ask("1", "10"), ask("2", "5"), ask("3", "7", "ustake")], 99)).toEqual([
      { kind: "execute", contract: config.contracts.marketplace, funds: [{ denom: "ustake", amount: "7" }], msg: { buy: { deadline_seconds: 99, recipient: null, purchases: [{ token_id: "3", limit: { denom: "ustake", amount: "7" }, least_shares: 2, latest_lease_end_seconds: null }] } } },
      expect.objectContaining({ funds: [{ denom: "uusdc", amount: "15" }] }),
    ]);
    expect(buyAsks(config, Array.from({ length: 40 }, (_, at) => ask(String(at), "1")), 1)).toHaveLength(2);
  });
  test("of claims have at most thirty rigs each", () => {
    expect(claims(config, Array.from({ length: 61 }, (_, at) => at + 1), null).map((action) => action.kind === "execute" && (action.msg as { claim: { rigs: number[] } }).claim.rigs.length)).toEqual([30, 30, 1]);
  });
  test("of settlements bring what is due, by a cw20 where the rig pays in one", () => {
    const item = { rig: 1, epoch: 2, holders: "9", protocol_fee: "1", gross: "20", electricity: "0", service_fee: "0", minted_weight: 1, registered_weight: 1 };
    const native = { items: [{ ...item, denom: { native: "uusdc" } }], totals: [{ denom: { native: "uusdc" }, amount: "10" }] };
    const token = { items: [{ ...item, denom: { cw20: "wasm1tok" } }], totals: [{ denom: { cw20: "wasm1tok" }, amount: "10" }] };
    expect(totals([native, native, token])).toEqual([{ denom: "cw20:wasm1tok", amount: 10n }, { denom: "uusdc", amount: 20n }]);
    const [first, second] = settleActions(config, [native, token]);
    expect(first).toMatchObject({ contract: config.contracts.distributor, funds: [{ denom: "uusdc", amount: "10" }], msg: { settle: { items: [{ rig: 1, epoch: 2 }] } } });
    expect(second).toMatchObject({ contract: "wasm1tok", funds: [], msg: { send: { amount: "10", contract: config.contracts.distributor } } });
    const sent = (second as unknown as { msg: { send: { msg: string } } }).msg.send.msg;
    expect(atob(sent)).toBe('{"settle":{"items":[{"rig":1,"epoch":2}]}}');
  });
  test("of an acceptance approve, and take no less than was seen", () => {
    const offer = { offer: 3, buyer: address("p"), rig: 1, token_id: null, least_shares: 2, price: "10", denom: "uusdc", escrow: "50", expires_seconds: 9, created_seconds: 0, expired: false };
    expect(priceFor(offer, 5)).toBe(50n);
    expect(fits(offer, { token_id: "1", rig: 1, shares: 5 })).toBe(true);
    expect(fits(offer, { token_id: "1", rig: 1, shares: 6 })).toBe(false);
    expect(fits(offer, { token_id: "1", rig: 2, shares: 5 })).toBe(false);
    expect(acceptOffer(config, offer, { token_id: "1", shares: 5 }).actions).toMatchObject([
      { msg: { approve: { spender: config.contracts.marketplace, token_id: "1" } } }, { msg: { accept_offer: { offer: 3, least_price: { denom: "uusdc", amount: "50" } } } },
    ]);
  });
});

describe("the basket", () => {
  const candidate = (rig: number, price: bigint, yieldBps: bigint, more: Partial<Candidate> = {}): Candidate =>
    ({ kind: "ask", rig, coin: "BTC", ask: null, denom: "uusdc", shares: 1, price, unitPrice: 0n, least: 1, yieldBps, ...more });
  const sale = (rig: number, unitPrice: bigint, shares: number, yieldBps: bigint, least = 1): Candidate =>
    candidate(rig, unitPrice * BigInt(shares), yieldBps, { kind: "sale", unitPrice, shares, least });
  test("takes the best yield first, within the budget and the part of one rig", () => {
    const picks = fill([candidate(1, 40n, 10n), candidate(1, 40n, 30n), candidate(2, 50n, 20n), candidate(3, 30n, 5n)], 100n, 50n);
    expect(picks.map(({ candidate: { rig }, price }) => [rig, price])).toEqual([[1, 40n], [2, 50n]]);
  });
  test("divides sales, but not below their least", () => {
    expect(fill([sale(1, 7n, 100, 1n)], 50n, 50n)).toMatchObject([{ shares: 7, price: 49n }]);
    expect(fill([sale(1, 7n, 100, 1n, 8)], 50n, 50n)).toEqual([]);
  });
  test("never spends more than the budget, nor takes more than a message holds", () => {
    const many = Array.from({ length: 200 }, (_, at) => candidate(at, BigInt(1 + (at % 7)), BigInt(at % 13)));
    for (const budget of [0n, 1n, 10n, 60n, 10_000n]) {
      const picks = fill(many, budget, budget);
      expect(picks.reduce((sum, { price }) => sum + price, 0n)).toBeLessThanOrEqual(budget);
      expect(picks.length).toBeLessThanOrEqual(32);
    }
  });
});

test("what the contract refuses of a settlement is left out, and the rest is asked for again", () => {
  const of = (...epochs: number[]) => epochs.map((epoch) => ({ rig: 6, epoch }));
  // No share existed in the first epochs of the term.
  expect(withoutRefused(of(1, 2, 3, 4), "epoch 1 of rig 6 is not its next one: that is 3")).toEqual(of(3, 4));
  // An epoch in between has no report: what is before it can be settled.
  expect(withoutRefused(of(47, 48, 62, 63), "epoch 62 of rig 6 is not its next one: that is 59")).toEqual(of(47, 48));
  expect(withoutRefused(of(47, 48), "epoch 48 of rig 6 has no final report")).toEqual(of(47));
  expect(withoutRefused(of(5, 6), "BTC has no final price in epoch 5, which rig 6 needs")).toEqual(of(5));
  for (const [items, words] of [[of(5), "epoch 5 of rig 6 has no final report"], [of(5, 6), "epoch 5 of rig 6 is attested; the rig settles from plausible on"], [of(5), "out of gas"], [[], "x"]] as const) {
    expect(withoutRefused(items, words)).toBeNull();
  }
});

test("a grace may be over once both its seconds and its blocks have passed", () => {
  const end = graceEnd({ seconds: 1_000, height: 50 }, { seconds: 900, height: 60 }, { seconds: 100, blocks: 10 });
  expect(end).toEqual({ seconds: 1_100, height: 70 });
  // The chain stood still: time alone makes no default.
  for (const [seconds, height, over] of [[9_000, 70, false], [1_100, 99, false], [1_101, 71, true]] as const) expect(mayBeOver(end, { seconds, height })).toBe(over);
});

test("a split's last part is what is left", () => {
  expect(splitParts("10, 20", 50)).toEqual([10, 20, 20]);
  expect(splitParts("25 25", 50)).toEqual([25, 25]);
  for (const [text, shares] of [["60", 50], ["50", 50], ["0", 50], ["1.5", 50], ["x", 50], ["", 1]] as const) expect(() => splitParts(text, shares)).toThrow();
});

test("claimable sums stand apart from what is only expected", () => {
  const rig = (number: number, claimable: string) => ({ rig: number, denom: { native: "wsat" }, claimable, unsettled_estimate: "7", unsettled_epochs: 1, short: "0" });
  expect(sums([rig(1, "5"), rig(2, "0")])).toEqual([{ denom: "wsat", claimable: 5n, unsettled: 14n, short: 0n, epochs: 2 }]);
  expect(claimableRigs([rig(1, "5"), rig(2, "0")])).toEqual([1]);
  const stake = { ...rig(3, "8"), denom: { native: "ustake" } };
  const sum = sums([rig(1, "5"), stake]).find(({ denom }) => denom === "ustake");
  expect(sum && claimAndStake(config, address("h"), [rig(1, "5"), stake, { ...stake, rig: 4, claimable: "0" }], sum, "wasmvaloper1x")).toEqual([
    expect.objectContaining({ msg: { claim: { rigs: [3], to: address("h") } } }), { kind: "delegate", validator: "wasmvaloper1x", amount: { denom: "ustake", amount: "8" } },
  ]);
});

test("spread is never shown smaller than it is", () => {
  expect(distanceBps(10_001n, 10_000n)).toBe(1n);
  expect(distanceBps(100_001n, 100_000n)).toBe(1n);
  expect(distanceBps(5n, 0n)).toBeUndefined();
  expect(spreadOf([100n, 101n, 200n], 100n, 100)).toEqual({ widest: 100n, outside: 1 });
});

test("earnings of a share keep six decimals more than the coin", () => {
  const row = { epoch: 1, gross: "1000", electricity: "300", service_fee: "14", net: "686" } as never;
  expect(shareEpochs([row], 2_000)).toEqual([{ epoch: 1, gross: 500_000n, electricity: 150_000n, service: 7_000n, net: 343_000n }]);
  expect(shareEpochs([row], 0)).toEqual([]);
});

describe("a new rig", () => {
  const draft = { ...EMPTY, model: "S21", coin: "BTC", hashrate: "200.5", unit: "0.5", watts: "3500", kwh: "0.042", location: "Odda", pool: "braiins", worker: "w", payoutAddress: "bc1q", start: "11", epochs: "30", saleDenom: "uusdc" };
  const around = { current: 10, quote: "USD", payout: { native: "wsat" } };
  test("becomes the contract's message, exact", () => {
    expect(toRig(draft, around)).toEqual({ problems: {}, rig: expect.objectContaining({ hashrate_hs: "200500000000000", unit_hashrate_hs: "500000000000", electricity_nano_per_kwh: "42000000", start_epoch: 11, end_epoch: 41, service_fee_bps: 200 }) as unknown });
  });
  test("has its problems by their boxes", () => {
    const { rig, problems } = toRig({ ...draft, model: "", unit: "0.3", start: "10", royalty: "11", worker: "x".repeat(129) }, around);
    expect(rig).toBeNull();
    expect(Object.keys(problems).sort()).toEqual(["model", "royalty", "start", "unit", "worker"]);
  });
});
