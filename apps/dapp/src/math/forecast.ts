// A future span, cut where the difficulty or the subsidy changes: as packages/mining-math cuts it.
import { COINS, halvingCountdown, minerSubsidy } from "./coins";
import { MathError, type Ratio } from "./ratio";
import type { Segment } from "./reward";

export interface Retarget {
  readonly height: bigint;
  readonly hashesPerBlock: Ratio;
}

export interface Outlook {
  readonly coin: string;
  /** The height of the next block to be found. */
  readonly height: bigint;
  readonly hashesPerBlock: Ratio;
  /** Difficulties assumed later, by ascending height. */
  readonly retargets: readonly Retarget[];
  readonly feesPerBlock: bigint;
}

export function forecastSegments(outlook: Outlook, hashrateHs: bigint, seconds: bigint): Segment[] {
  const coin = COINS[outlook.coin];
  if (!coin) throw new MathError(`unknown coin ${outlook.coin}`);
  const segments: Segment[] = [];
  const later = [...outlook.retargets];
  let { height, hashesPerBlock } = outlook;
  let left = seconds;
  while (left > 0n) {
    const upcoming = later[0];
    if (upcoming && upcoming.height <= height) {
      if (upcoming.height < height) throw new MathError("retargets are not in ascending order");
      hashesPerBlock = upcoming.hashesPerBlock;
      later.shift();
      continue;
    }
    const halving = halvingCountdown(outlook.coin, height)?.height;
    const boundary =
      halving === undefined || (upcoming && upcoming.height < halving) ? upcoming?.height : halving;
    const until = boundary === undefined ? left : (boundary - height) * coin.blockSeconds;
    const span = until < left ? until : left;
    const subsidy = minerSubsidy(outlook.coin, height);
    const last = height + (span - 1n) / coin.blockSeconds;
    if (subsidy === undefined || minerSubsidy(outlook.coin, last) !== subsidy) {
      throw new MathError(`the ${outlook.coin} subsidy at height ${last} is not a closed formula`);
    }
    segments.push({ hashrateHs, seconds: span, rewardPerBlock: subsidy + outlook.feesPerBlock, hashesPerBlock });
    left -= span;
    height = boundary ?? height;
  }
  return segments;
}
