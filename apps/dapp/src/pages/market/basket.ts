// Fills a basket within a budget: the best yield first, whole tokens, spread over rigs.
import type * as Nft from "@/chain/contracts/hashrate-nft";
import { inQuote, netYield } from "@/data/economics";
import type { Asset, MarketFacts } from "@/data/market";
import { roomIn } from "@/data/sale";
import { hasEnded } from "@/data/term";
import type { AskRow, RigSummary } from "@/indexer/types";

export interface Candidate {
  readonly kind: "ask" | "sale";
  readonly rig: number;
  readonly coin: string;
  /** An ask's token; the sale has none. */
  readonly ask: AskRow | null;
  readonly denom: string;
  readonly shares: number;
  readonly price: bigint;
  /** For sales: price of one share, the least and most that may be bought. */
  readonly unitPrice: bigint;
  readonly least: number;
  /** The net of a year, or of what is left of the term, over the price: basis points. */
  readonly yieldBps: bigint;
}

export interface Fresh {
  readonly rig: Nft.RigResponse;
  /** What the wallet has got from the rig's sales before. */
  readonly bought: number;
}

export interface Supply {
  readonly asks: readonly AskRow[];
  /** Open sales as the chain has them now, by rig. */
  readonly sales: ReadonlyMap<number, Fresh>;
}

/** In which coin is bought, by whom, and when: what yields are computed from. */
export interface Around {
  readonly denom: string;
  readonly market: MarketFacts;
  readonly assets: ReadonlyMap<string, Asset>;
  readonly you: string | undefined;
  readonly now: number;
}

const yieldBps = (rig: RigSummary, price: bigint, shares: bigint, { denom, market, assets, now }: Around): bigint =>
  netYield(rig, shares, inQuote(price, denom, market, assets), market, now)?.bps ?? 0n;

/** The rigs to ask for, by falling yield of their floor or sale: those of the coins whose term goes on. */
export function worthAsking(rigs: readonly RigSummary[], coins: ReadonlySet<string>, around: Around): RigSummary[] {
  const { denom, market, now } = around;
  return rigs
    .filter((rig) => rig.status === "approved" && !hasEnded(rig, market.clock, now) && (coins.size === 0 || coins.has(rig.coin))
      && (rig.floor?.denom === denom || rig.sale?.denom === denom))
    .map((rig) => {
      const lowest = rig.floor?.denom === denom ? rig.floor.price_per_share : rig.sale?.price_per_share ?? "0";
      return { rig, bps: yieldBps(rig, BigInt(lowest), 1n, around) };
    })
    .sort((a, b) => (a.bps > b.bps ? -1 : a.bps < b.bps ? 1 : 0))
    .map(({ rig }) => rig);
}

/** What the contracts would take: not one's own asks, nothing of a rig that has ended, no more than a wallet may buy. */
export function candidatesOf({ asks, sales }: Supply, rigs: readonly RigSummary[], around: Around): Candidate[] {
  const { denom, market, you, now } = around;
  return rigs.filter((rig) => !hasEnded(rig, market.clock, now)).flatMap((rig): Candidate[] => {
    const asked = asks.filter((ask) => ask.rig === rig.rig && ask.seller !== you).map((ask): Candidate => ({
      kind: "ask", rig: rig.rig, coin: rig.coin, ask, denom, shares: ask.shares, price: BigInt(ask.price), unitPrice: 0n, least: ask.shares,
      yieldBps: yieldBps(rig, BigInt(ask.price), BigInt(ask.shares), around),
    }));
    const fresh = sales.get(rig.rig);
    const sale = fresh?.rig.sale;
    // Who is on an allow-list, the simulation says; a basket keeps to what everybody may buy.
    if (!sale || sale.allow_list_only || now < sale.opens_seconds || now >= sale.closes_seconds) return asked;
    const { least, most } = roomIn(sale, fresh.rig.facts.shares - fresh.rig.minted, fresh.bought);
    if (most < least) return asked;
    const unitPrice = BigInt(sale.price_per_share);
    return [...asked, {
      kind: "sale", rig: rig.rig, coin: rig.coin, ask: null, denom, shares: most, price: unitPrice * BigInt(most),
      unitPrice, least, yieldBps: yieldBps(rig, unitPrice, 1n, around),
    }];
  });
}

export interface Picked {
  readonly candidate: Candidate;
  readonly shares: number;
  readonly price: bigint;
}

/** The most tokens of one transaction: what one buy message takes. */
export const MOST_PICKS = 32;

/**
 * Takes candidates by falling yield, none for more than `perRig` in one rig, none beyond the budget.
 * Sales are divisible: as many shares as still fit, if these are enough.
 */
export function fill(candidates: readonly Candidate[], budget: bigint, perRig: bigint): Picked[] {
  const order = [...candidates].sort((a, b) => (a.yieldBps === b.yieldBps ? a.rig - b.rig : a.yieldBps > b.yieldBps ? -1 : 1));
  const spent = new Map<number, bigint>();
  let left = budget;
  const picks: Picked[] = [];
  for (const candidate of order) {
    if (picks.length >= MOST_PICKS) break;
    const room = perRig - (spent.get(candidate.rig) ?? 0n);
    const most = room < left ? room : left;
    let { shares, price } = candidate;
    if (candidate.kind === "sale" && candidate.unitPrice > 0n) {
      const fitting = most / candidate.unitPrice;
      shares = fitting < BigInt(candidate.shares) ? Number(fitting) : candidate.shares;
      price = candidate.unitPrice * BigInt(shares);
      if (shares < candidate.least) continue;
    }
    if (shares === 0 || price > most) continue;
    picks.push({ candidate, shares, price });
    spent.set(candidate.rig, (spent.get(candidate.rig) ?? 0n) + price);
    left -= price;
  }
  return picks;
}
