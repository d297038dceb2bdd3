// Coins, algorithms and their customary units, and the block subsidy by height: the same tables as
// packages/mining-math, to which test/vectors.test.ts holds them.

export interface Algorithm {
  readonly name: string;
  readonly unitHs: bigint;
  readonly hashrateUnit: string;
  readonly efficiencyUnit: string;
}

const SHA256D: Algorithm = { name: "SHA-256d", unitHs: 10n ** 12n, hashrateUnit: "TH/s", efficiencyUnit: "J/TH" };
const SCRYPT: Algorithm = { name: "Scrypt", unitHs: 10n ** 9n, hashrateUnit: "GH/s", efficiencyUnit: "J/GH" };
const EQUIHASH: Algorithm = { name: "Equihash", unitHs: 1000n, hashrateUnit: "kSol/s", efficiencyUnit: "J/kSol" };
const RANDOMX: Algorithm = { name: "RandomX", unitHs: 1000n, hashrateUnit: "kH/s", efficiencyUnit: "J/kH" };

export interface MinedCoin {
  readonly symbol: string;
  readonly decimals: number;
  readonly algorithm: Algorithm;
  readonly blockSeconds: bigint;
  readonly hashesPerDifficulty: bigint;
  /** A block whose time is known, from which today's height is estimated. */
  readonly anchor?: { readonly height: bigint; readonly seconds: bigint };
}

export const COINS: Readonly<Record<string, MinedCoin>> = {
  // Block 840,000, the fourth halving: 2024-04-20 00:09 UTC.
  BTC: { symbol: "BTC", decimals: 8, algorithm: SHA256D, blockSeconds: 600n, hashesPerDifficulty: 2n ** 32n, anchor: { height: 840_000n, seconds: 1_713_571_767n } },
  // Block 2,520,000, the third halving: 2023-08-02, about 15:00 UTC.
  LTC: { symbol: "LTC", decimals: 8, algorithm: SCRYPT, blockSeconds: 150n, hashesPerDifficulty: 2n ** 32n, anchor: { height: 2_520_000n, seconds: 1_690_988_400n } },
  DOGE: { symbol: "DOGE", decimals: 8, algorithm: SCRYPT, blockSeconds: 60n, hashesPerDifficulty: 2n ** 32n },
  // Block 2,726,400, the second halving: 2024-11-23, about midday UTC.
  ZEC: { symbol: "ZEC", decimals: 8, algorithm: EQUIHASH, blockSeconds: 75n, hashesPerDifficulty: 2n ** 13n, anchor: { height: 2_726_400n, seconds: 1_732_363_200n } },
  XMR: { symbol: "XMR", decimals: 12, algorithm: RANDOMX, blockSeconds: 120n, hashesPerDifficulty: 1n },
};

export interface Countdown {
  readonly height: bigint;
  readonly blocks: bigint;
  readonly expectedSeconds: bigint;
  readonly nextSubsidy: bigint;
}

const BASE_8 = 100_000_000n;
const halve = (initial: bigint, halvings: bigint): bigint => initial >> halvings;

const HALVINGS: Readonly<Record<string, { initial: bigint; interval: bigint }>> = {
  BTC: { initial: 50n * BASE_8, interval: 210_000n },
  LTC: { initial: 50n * BASE_8, interval: 840_000n },
};

const ZCASH = {
  max: 1_250_000_000n,
  slowStart: 20_000n,
  blossom: 653_600n,
  interval: 1_680_000n,
  firstHalving: 1_046_400n,
  streamsEnd: 1_046_400n + 2n * 1_680_000n,
};

const zcashHalvings = (height: bigint): bigint =>
  height < ZCASH.firstHalving ? 0n : (height - ZCASH.firstHalving) / ZCASH.interval + 1n;

function zcashSubsidy(height: bigint): bigint {
  const slowRate = ZCASH.max / ZCASH.slowStart;
  if (height < ZCASH.slowStart / 2n) return slowRate * height;
  if (height < ZCASH.slowStart) return slowRate * (height + 1n);
  if (height < ZCASH.blossom) return ZCASH.max;
  return halve(ZCASH.max / 2n, zcashHalvings(height));
}

/** Base units that the block at `height` pays its miner, without fees; undefined where no formula says. */
export function minerSubsidy(symbol: string, height: bigint): bigint | undefined {
  const schedule = HALVINGS[symbol];
  if (schedule) return halve(schedule.initial, height / schedule.interval);
  if (symbol === "DOGE") {
    if (height < 145_000n) return undefined;
    return height >= 600_000n ? 10_000n * BASE_8 : halve(500_000n * BASE_8, height / 100_000n);
  }
  if (symbol === "ZEC") {
    const subsidy = zcashSubsidy(height);
    return height < ZCASH.streamsEnd ? subsidy - subsidy / 5n : subsidy;
  }
  if (symbol === "XMR") return height < 2_641_623n ? undefined : 600_000_000_000n;
  return undefined;
}

/** The next halving as seen from `height`; undefined for coins with a tail emission. */
export function halvingCountdown(symbol: string, height: bigint): Countdown | undefined {
  const coin = COINS[symbol];
  const schedule = HALVINGS[symbol];
  if (!coin) return undefined;
  let next: bigint;
  let subsidy: (at: bigint) => bigint;
  if (schedule) {
    subsidy = (at) => halve(schedule.initial, at / schedule.interval);
    next = (height / schedule.interval + 1n) * schedule.interval;
  } else if (symbol === "ZEC" && height >= ZCASH.blossom) {
    subsidy = zcashSubsidy;
    next = zcashHalvings(height) * ZCASH.interval + ZCASH.firstHalving;
  } else {
    return undefined;
  }
  if (subsidy(height) === 0n) return undefined;
  const blocks = next - height;
  return { height: next, blocks, expectedSeconds: blocks * coin.blockSeconds, nextSubsidy: subsidy(next) };
}

/** Today's height, estimated from a block whose time is known and the coin's block time. */
export function estimatedHeight(symbol: string, nowSeconds: number): bigint | undefined {
  const coin = COINS[symbol];
  if (!coin?.anchor) return undefined;
  const since = BigInt(Math.floor(nowSeconds)) - coin.anchor.seconds;
  return since < 0n ? coin.anchor.height : coin.anchor.height + since / coin.blockSeconds;
}
