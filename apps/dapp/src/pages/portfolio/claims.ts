// Sums over what can be claimed, and the messages that claim it.
import type { AppConfig } from "@/app/config";
import type * as Distributor from "@/chain/contracts/distributor";
import { written } from "@/money/denom";
import { type Action, claims } from "@/tx/actions";

export interface Sum {
  readonly denom: string;
  readonly claimable: bigint;
  readonly unsettled: bigint;
  readonly short: bigint;
  readonly epochs: number;
}

export function sums(rigs: readonly Distributor.RigClaimable[]): Sum[] {
  const all = new Map<string, Sum>();
  for (const rig of rigs) {
    const denom = written(rig.denom);
    const before = all.get(denom) ?? { denom, claimable: 0n, unsettled: 0n, short: 0n, epochs: 0 };
    all.set(denom, {
      denom,
      claimable: before.claimable + BigInt(rig.claimable),
      unsettled: before.unsettled + BigInt(rig.unsettled_estimate),
      short: before.short + BigInt(rig.short),
      epochs: before.epochs + rig.unsettled_epochs,
    });
  }
  return [...all.values()].sort((a, b) => (a.denom < b.denom ? -1 : 1));
}

/** The rigs that have something to claim: one that has nothing would make the whole claim fail. */
export const claimableRigs = (rigs: readonly Distributor.RigClaimable[]): number[] =>
  rigs.filter(({ claimable }) => BigInt(claimable) > 0n).map(({ rig }) => rig);

/**
 * Claims of a denom's rigs, and a delegation of what they bring, under one signature. They go to the wallet itself:
 * at a payout address they could not be staked, and the wallet's own coins would be instead.
 */
export function claimAndStake(config: AppConfig, holder: string, rigs: readonly Distributor.RigClaimable[], sum: Sum, validator: string): Action[] {
  const mine = claimableRigs(rigs.filter(({ denom }) => written(denom) === sum.denom));
  return [...claims(config, mine, holder), { kind: "delegate", validator, amount: { denom: sum.denom, amount: sum.claimable.toString() } }];
}
