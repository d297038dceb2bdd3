// What a share earns and costs in an epoch (a day, on a live chain) like the last reported one. All money in nano quote (bigint).
import { COINS } from "@/math/coins";
import { floor, type Ratio, ratio, times } from "@/math/ratio";
import { electricityCost, hashprice, pricePerBaseUnit } from "@/math/reward";
import type { Mining } from "@/math/scenario";
import type { RigSummary } from "@/indexer/types";
import type { Asset, MarketFacts } from "./market";
import { epochsLeft } from "./term";

export interface ShareDay {
  /** Nano quote for a share and epoch. */
  readonly gross: bigint;
  readonly electricity: bigint;
  readonly service: bigint;
  readonly net: bigint;
  /** The same gross in base units of the mined coin, exact. */
  readonly grossCoin: Ratio;
}

export interface Inputs extends Mining {
  readonly coinDecimals: number;
}

/** Electricity is at most the gross: a rig under water pays nothing and bills nothing. */
export function shareDay(inputs: Inputs): ShareDay {
  const grossCoin = hashprice(inputs.unitHs, inputs.rewardPerBlock, inputs.hashesPerBlock, inputs.epochSeconds);
  const gross = floor(times(grossCoin, pricePerBaseUnit(inputs.coinNano, inputs.coinDecimals)));
  const load = electricityCost(inputs.watts, inputs.epochSeconds, inputs.nanoPerKwh);
  const cost = inputs.hashrateHs === 0n ? 0n : floor(times(load, ratio(inputs.unitHs, inputs.hashrateHs)));
  const electricity = cost < gross ? cost : gross;
  const left = gross - electricity;
  const service = (left * BigInt(inputs.serviceFeeBps)) / 10_000n;
  return { gross, electricity, service, net: left - service, grossCoin };
}

export function inputsOf(rig: RigSummary, market: MarketFacts): Inputs | null {
  const network = market.networks.get(rig.coin);
  const price = market.prices.get(rig.coin);
  const coin = COINS[rig.coin];
  if (!network || !price || !coin || network.hashesPerBlock === 0n) return null;
  return {
    unitHs: BigInt(rig.unit_hashrate_hs),
    hashrateHs: BigInt(rig.hashrate_hs),
    watts: BigInt(rig.watts),
    nanoPerKwh: BigInt(rig.electricity_nano_per_kwh),
    serviceFeeBps: rig.service_fee_bps,
    hashesPerBlock: ratio(network.hashesPerBlock),
    rewardPerBlock: network.rewardPerBlock,
    coinNano: price.nano,
    coinDecimals: coin.decimals,
    epochSeconds: BigInt(market.clock.epoch_seconds),
  };
}

/** Base units of a denom as nano quote, rounded down; undefined without a price. */
export function inQuote(amount: bigint, denom: string, market: MarketFacts, assets: ReadonlyMap<string, Asset>): bigint | undefined {
  const asset = assets.get(denom);
  const price = asset && market.prices.get(asset.asset);
  return asset && price ? (amount * price.nano) / 10n ** BigInt(asset.decimals) : undefined;
}

export interface Offered {
  readonly pricePerShare: bigint;
  readonly denom: string;
  readonly from: "sale" | "ask";
}

/** The cheaper of an open sale and the lowest ask, where both are in one denom; else the sale. */
export function offered(rig: Pick<RigSummary, "sale" | "floor">, nowSeconds: number): Offered | null {
  const { sale, floor: ask } = rig;
  const open = sale && sale.shares_left > 0 && sale.opens_seconds <= nowSeconds && nowSeconds < sale.closes_seconds;
  const fromSale: Offered | null = open ? { pricePerShare: BigInt(sale.price_per_share), denom: sale.denom, from: "sale" } : null;
  const fromAsk: Offered | null = ask ? { pricePerShare: BigInt(ask.price_per_share), denom: ask.denom, from: "ask" } : null;
  if (!fromSale || !fromAsk) return fromSale ?? fromAsk;
  return fromSale.denom === fromAsk.denom && fromAsk.pricePerShare < fromSale.pricePerShare ? fromAsk : fromSale;
}

export const YEAR_EPOCHS = 365n;

export interface Yield {
  /** The net of a year of 365 epochs, or of what is left of the term, over the price: basis points, rounded down. */
  readonly bps: bigint;
  /** In epochs: days, on a live chain. Null where it never pays back, or not within the term. */
  readonly paybackDays: bigint | null;
  /** Whether it would pay back, had the term more epochs left. */
  readonly termTooShort: boolean;
}

export function yieldOf(netPerDay: bigint, priceNano: bigint, left: bigint): Yield | null {
  if (priceNano === 0n) return null;
  const days = netPerDay > 0n ? (priceNano + netPerDay - 1n) / netPerDay : null;
  const termTooShort = days !== null && days > left;
  return {
    bps: (netPerDay * (left < YEAR_EPOCHS ? left : YEAR_EPOCHS) * 10_000n) / priceNano,
    paybackDays: termTooShort ? null : days,
    termTooShort,
  };
}

/** The yield of so many shares of a rig for a price, where both are known. */
export function netYield(rig: RigSummary, shares: bigint, priceNano: bigint | undefined, market: MarketFacts, nowSeconds: number): Yield | null {
  const inputs = inputsOf(rig, market);
  if (!inputs || priceNano === undefined) return null;
  return yieldOf(shareDay(inputs).net * shares, priceNano, epochsLeft(rig, market.clock, nowSeconds));
}

/** What is left of a share's price at the end of the term, if nothing changes: nano quote; may be below zero. */
export const atTermEnd = (netPerEpoch: bigint, epochs: bigint, priceNano: bigint): bigint => netPerEpoch * epochs - priceNano;
