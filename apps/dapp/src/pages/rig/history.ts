// What a share earned per epoch, from closed epochs: mined coin, with six more decimals than the coin has,
// because a share often earns less than one base unit.
import type { RigEpochRow } from "@/indexer/types";

export const EXTRA_DECIMALS = 6;

export interface ShareEpoch {
  readonly epoch: number;
  readonly gross: bigint;
  readonly electricity: bigint;
  readonly service: bigint;
  readonly net: bigint;
}

const perShare = (amount: string | null, shares: bigint): bigint => (BigInt(amount ?? "0") * 10n ** BigInt(EXTRA_DECIMALS)) / shares;

/** Oldest first; an epoch without a report earned nothing that is known. */
export function shareEpochs(rows: readonly RigEpochRow[], registered: number): ShareEpoch[] {
  if (registered === 0) return [];
  const shares = BigInt(registered);
  return rows.map((row) => ({
    epoch: row.epoch,
    gross: perShare(row.gross, shares),
    electricity: perShare(row.electricity, shares),
    service: perShare(row.service_fee, shares),
    // Where only the chain answers, the parts are not known, and the gross stands whole.
    net: row.net === null ? perShare(row.gross, shares) : perShare(row.net, shares),
  })).reverse();
}

/** Epochs with a report of all that are closed. */
export const uptime = (rows: readonly RigEpochRow[]): { reported: number; closed: number } => ({
  reported: rows.filter(({ outcome }) => outcome !== "outage").length,
  closed: rows.length,
});
