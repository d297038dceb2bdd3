// Expected rewards, hashprice, electricity, break-even and payback: the formulas of packages/mining-math.
import { ceil, compare, floor, MathError, minus, over, plus, type Ratio, ratio, times, ZERO } from "./ratio";

export const SECONDS_PER_DAY = 86_400n;
const JOULES_PER_KWH = 3_600_000n;

/** hashes * reward per block / hashes per block, in base units of the coin. */
export function expectedReward(hashrateHs: bigint, seconds: bigint, rewardPerBlock: bigint, hashesPerBlock: Ratio): Ratio {
  if (hashesPerBlock.numerator === 0n) throw new MathError("hashes per block must not be zero");
  return over(ratio(hashrateHs * seconds * rewardPerBlock), hashesPerBlock);
}

/** Base units that `unitHs` earns in a day, or in another period. */
export const hashprice = (unitHs: bigint, rewardPerBlock: bigint, hashesPerBlock: Ratio, seconds = SECONDS_PER_DAY): Ratio =>
  expectedReward(unitHs, seconds, rewardPerBlock, hashesPerBlock);

/** Nano quote for one base unit of a coin. */
export function pricePerBaseUnit(nanoPerCoin: bigint, decimals: number): Ratio {
  if (nanoPerCoin === 0n) throw new MathError("coin price must not be zero");
  return ratio(nanoPerCoin, 10n ** BigInt(decimals));
}

/** Cost of a load in nano quote: watts * seconds / 3.6e6 * price per kWh. */
export const electricityCost = (watts: bigint, seconds: bigint, nanoPerKwh: bigint): Ratio =>
  ratio(watts * seconds * nanoPerKwh, JOULES_PER_KWH);

/** Nano quote that `unitHs` of a rig costs a day. */
export function hashcost(unitHs: bigint, hashrateHs: bigint, watts: bigint, nanoPerKwh: bigint, otherNanoPerDay = 0n): Ratio {
  if (hashrateHs === 0n) throw new MathError("hashrate must not be zero");
  const day = plus(electricityCost(watts, SECONDS_PER_DAY, nanoPerKwh), ratio(otherNanoPerDay));
  return times(day, ratio(unitHs, hashrateHs));
}

/** The least coin price, nano quote per coin, at which a reward covers its cost. */
export const breakEvenPriceCeil = (costNano: Ratio, rewardBaseUnits: Ratio, decimals: number): bigint =>
  ceil(times(over(costNano, rewardBaseUnits), ratio(10n ** BigInt(decimals))));

/** The highest electricity price, nano quote per kWh, that a day's reward covers. */
export const breakEvenElectricityFloor = (watts: bigint, rewardPerDay: Ratio, nanoPerCoin: bigint, decimals: number): bigint =>
  floor(over(times(rewardPerDay, pricePerBaseUnit(nanoPerCoin, decimals)), electricityCost(watts, SECONDS_PER_DAY, 1n)));

/** Days until the margin has paid for a purchase; undefined where the margin is not positive. */
export function paybackDaysCeil(price: bigint, revenuePerDay: Ratio, costPerDay: Ratio): bigint | undefined {
  if (compare(revenuePerDay, costPerDay) <= 0) return undefined;
  return ceil(over(ratio(price), minus(revenuePerDay, costPerDay)));
}

/** Expected hashes per block of a compact target (nBits): 2^256 / (target + 1). */
export function hashesPerBlockOf(nbits: number): Ratio {
  const size = nbits >>> 24;
  const mantissa = nbits & 0x007f_ffff;
  const word = size <= 2 ? mantissa >>> (8 * (3 - size)) : mantissa;
  if (word === 0) throw new MathError("compact target is zero");
  if (nbits & 0x0080_0000) throw new MathError("compact target is negative");
  const target = size <= 3 ? BigInt(word) : BigInt(word) << BigInt(8 * (size - 3));
  if (target >= 2n ** 256n) throw new MathError("compact target exceeds 256 bits");
  return ratio(2n ** 256n, target + 1n);
}

export interface Segment {
  readonly hashrateHs: bigint;
  readonly seconds: bigint;
  readonly rewardPerBlock: bigint;
  readonly hashesPerBlock: Ratio;
}

export const rewardOfSegments = (segments: readonly Segment[]): Ratio =>
  segments.reduce(
    (sum, part) => plus(sum, expectedReward(part.hashrateHs, part.seconds, part.rewardPerBlock, part.hashesPerBlock)),
    ZERO,
  );
