// What was earned, summed up for a chart.
import type { EarningRow } from "@/indexer/types";

export interface Earned {
  readonly epoch: number;
  readonly amount: bigint;
}

/** Sums over rigs by epoch, oldest first. */
export function byEpoch(rows: readonly EarningRow[], denom: string): Earned[] {
  const sums = new Map<number, bigint>();
  for (const row of rows) {
    if (row.denom === denom) sums.set(row.epoch, (sums.get(row.epoch) ?? 0n) + BigInt(row.earned_floor));
  }
  return [...sums].sort(([a], [b]) => a - b).map(([epoch, amount]) => ({ epoch, amount }));
}
