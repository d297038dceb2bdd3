// What a share brings over its term when difficulty grows, the subsidy halves and electricity has a price.
import { COINS, estimatedHeight, halvingCountdown, minerSubsidy } from "./coins";
import { forecastSegments, type Retarget } from "./forecast";
import { compare, floor, minus, type Ratio, ratio, times, ZERO } from "./ratio";
import { electricityCost, pricePerBaseUnit, rewardOfSegments } from "./reward";

/** A share of a rig, its terms, and the network that it mines in. */
export interface Mining {
  readonly unitHs: bigint;
  readonly hashrateHs: bigint;
  readonly watts: bigint;
  readonly nanoPerKwh: bigint;
  readonly serviceFeeBps: number;
  readonly hashesPerBlock: Ratio;
  readonly rewardPerBlock: bigint;
  /** Nano quote of a whole coin. */
  readonly coinNano: bigint;
  readonly epochSeconds: bigint;
}

export interface Scenario extends Mining {
  readonly coin: string;
  readonly nowSeconds: number;
  /** Growth of the difficulty in a month of 30 epochs (days, on a live chain), basis points; below zero it falls. */
  readonly growthBps: number;
  readonly halving: boolean;
  readonly seconds: bigint;
}

export interface Point {
  /** Seconds from now. */
  readonly at: bigint;
  /** Nano quote of one share up to then, rounded down at each step. */
  readonly gross: bigint;
  readonly net: bigint;
}

const MONTH_EPOCHS = 30n;
const STEPS = 40n;

/** Difficulty after so many months, exact: (1 + growth)^n. */
const grown = (base: Ratio, growthBps: number, months: number): Ratio => {
  const power = BigInt(months);
  return times(base, ratio(BigInt(10_000 + growthBps) ** power, 10_000n ** power));
};

/** The reward of a span, cut at its months and, where asked for and known, at halvings. */
function reward(scenario: Scenario, from: bigint, seconds: bigint): Ratio {
  const coin = COINS[scenario.coin];
  if (!coin) return ZERO;
  const monthSeconds = MONTH_EPOCHS * scenario.epochSeconds;
  const now = estimatedHeight(scenario.coin, scenario.nowSeconds);
  const months = Array.from({ length: Number((from + seconds) / monthSeconds) + 1 }, (_, at) => at);
  if (scenario.halving && now !== undefined && halvingCountdown(scenario.coin, now)) {
    const subsidy = minerSubsidy(scenario.coin, now) ?? 0n;
    const fees = scenario.rewardPerBlock > subsidy ? scenario.rewardPerBlock - subsidy : 0n;
    const height = now + from / coin.blockSeconds;
    const already = Number(from / monthSeconds);
    const retargets = months.filter((month) => month > already).map((month): Retarget => ({
      height: now + (BigInt(month) * monthSeconds) / coin.blockSeconds,
      hashesPerBlock: grown(scenario.hashesPerBlock, scenario.growthBps, month),
    })).filter(({ height: at }) => at > height);
    return rewardOfSegments(forecastSegments({
      coin: scenario.coin, height, retargets, feesPerBlock: fees,
      hashesPerBlock: grown(scenario.hashesPerBlock, scenario.growthBps, already),
    }, scenario.unitHs, seconds));
  }
  const segments = months.flatMap((month) => {
    const start = BigInt(month) * monthSeconds;
    const begin = start > from ? start : from;
    const end = start + monthSeconds < from + seconds ? start + monthSeconds : from + seconds;
    return end <= begin ? [] : [{
      hashrateHs: scenario.unitHs, seconds: end - begin, rewardPerBlock: scenario.rewardPerBlock,
      hashesPerBlock: grown(scenario.hashesPerBlock, scenario.growthBps, month),
    }];
  });
  return rewardOfSegments(segments);
}

/** The share's cumulated gross and net. A step under water pays nothing and bills nothing. */
export function play(scenario: Scenario): Point[] {
  const coin = COINS[scenario.coin];
  if (!coin || scenario.seconds <= 0n || scenario.hashrateHs === 0n) return [];
  const quote = pricePerBaseUnit(scenario.coinNano, coin.decimals);
  const share = ratio(scenario.unitHs, scenario.hashrateHs);
  const points: Point[] = [{ at: 0n, gross: 0n, net: 0n }];
  let last = points[0] as Point;
  for (let step = 1n; step <= STEPS; step += 1n) {
    const until = (scenario.seconds * step) / STEPS;
    const span = until - last.at;
    if (span <= 0n) continue;
    const gross = times(reward(scenario, last.at, span), quote);
    const cost = times(electricityCost(scenario.watts, span, scenario.nanoPerKwh), share);
    const left = compare(gross, cost) > 0 ? floor(minus(gross, cost)) : 0n;
    last = { at: until, gross: last.gross + floor(gross), net: last.net + left - (left * BigInt(scenario.serviceFeeBps)) / 10_000n };
    points.push(last);
  }
  return points;
}

/** The first point at which the net has paid for the price. */
export const breakEvenAt = (points: readonly Point[], priceNano: bigint): Point | undefined =>
  points.find(({ net }) => net >= priceNano);
