// Fills a basket within a budget: the best yield first, whole tokens, spread over rigs.
import type { AskRow } from "@/indexer/types";

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
  /** A year's net over the price, basis points. */
  readonly yieldBps: bigint;
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
