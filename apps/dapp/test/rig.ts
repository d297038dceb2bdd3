// A rig, and a market to value it in.
import type { MarketFacts } from "@/data/market";
import type { RigSummary } from "@/indexer/types";
import { address } from "./config";

export const RIG: RigSummary = {
  rig: 1, operator: address("q"), name: "S21 Pro", coin: "BTC", status: "approved", hashrate_hs: "200000000000000", unit_hashrate_hs: "1000000000000",
  shares_registered: 200, shares_minted: 50, start_epoch: 1, end_epoch: 900, payout: "wsat", watts: 3500, electricity_nano_per_kwh: "50000000", service_fee_bps: 200,
  sale: { price_per_share: "15000000", denom: "uusdc", opens_seconds: 0, closes_seconds: 1_000, shares_left: 150 },
  floor: { price_per_share: "14000000", denom: "uusdc", token_id: "4", shares: 3 }, last_report: { epoch: 5, gross: "1", grade: "plausible", signers: 4 }, last_closed: null,
  record: { closed: 10, settled: 9, late: 1, defaulted: 0, outage: 0, due: "0", delivered: "0", short: "0", cured: "0", outstanding: "0" },
};
export const MARKET: MarketFacts = {
  clock: { genesis_seconds: 0, epoch_seconds: 86_400 },
  prices: new Map([["BTC", { nano: 100_000_000_000_000n, epoch: 5, timeSeconds: 1 }], ["USDC", { nano: 1_000_000_000n, epoch: 5, timeSeconds: 1 }]]),
  networks: new Map([["BTC", { hashesPerBlock: 596_817_820_688_841_045_216_562n, rewardPerBlock: 312_500_000n, epoch: 5, timeSeconds: 1 }]]),
};
export const ASSETS = new Map([["uusdc", { asset: "USDC", decimals: 6 }]]);
