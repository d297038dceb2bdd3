// Hashrates and efficiencies in units that people use.
import { COINS } from "@/math/coins";
import { exact, glance, grouped } from "./amount";

const STEPS: readonly [bigint, string][] = [
  [10n ** 18n, "EH/s"], [10n ** 15n, "PH/s"], [10n ** 12n, "TH/s"], [10n ** 9n, "GH/s"],
  [10n ** 6n, "MH/s"], [10n ** 3n, "kH/s"], [1n, "H/s"],
];

const unitOf = (coin: string, unit: string): string => (coin === "ZEC" ? unit.replace("H/s", "Sol/s") : unit);

export function hashrate(hs: bigint, coin = ""): string {
  const [size, unit] = STEPS.find(([size]) => hs >= size) ?? [1n, "H/s"];
  // Three decimals, cut off.
  return `${glance((hs * 1000n) / size, 3)}\u00a0${unitOf(coin, unit)}`;
}

export const hashrateExact = (hs: bigint, coin = ""): string => `${grouped(hs)} ${unitOf(coin, "H/s")}`;

/** Joules for one customary unit, one decimal. */
export function efficiency(watts: bigint, hashrateHs: bigint, coin: string): string {
  const algorithm = COINS[coin]?.algorithm;
  if (!algorithm || hashrateHs === 0n) return "–";
  return `${exact((watts * algorithm.unitHs * 10n) / hashrateHs, 1)}\u00a0${algorithm.efficiencyUnit}`;
}

/** For sorting: joules of 10^12 hashes, in thousandths. */
export const efficiencyKey = (watts: bigint, hashrateHs: bigint, coin: string): number =>
  hashrateHs === 0n ? Infinity : Number((watts * (COINS[coin]?.algorithm.unitHs ?? 1n) * 1000n) / hashrateHs);
