// Prices, network figures and what payout denoms stand for: what every projection is computed from.
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type AppConfig, useConfig } from "@/app/config";
import type * as Oracle from "@/chain/contracts/oracle";
import type * as Distributor from "@/chain/contracts/distributor";
import { smart } from "@/chain/query";
import { ask, orFromChain } from "@/indexer/client";
import type { NetworkRow, Page, PriceRow } from "@/indexer/types";
import { written } from "@/money/denom";
import type { Clock } from "@/money/time";
import { useStatus } from "./status";

export interface Figure {
  readonly epoch: number;
  readonly timeSeconds: number | null;
}

export interface Price extends Figure {
  readonly nano: bigint;
}

export interface Network extends Figure {
  readonly hashesPerBlock: bigint;
  readonly rewardPerBlock: bigint;
}

export interface MarketFacts extends Figures {
  /** Projections are for its epoch: a day on a live chain, what stands for one on a devnet. */
  readonly clock: Clock;
}

export interface Figures {
  readonly prices: ReadonlyMap<string, Price>;
  readonly networks: ReadonlyMap<string, Network>;
}

/** The newest of each: rows come newest first. */
function newest(prices: readonly PriceRow[], networks: readonly NetworkRow[]): Figures {
  const facts = { prices: new Map<string, Price>(), networks: new Map<string, Network>() };
  for (const row of prices) {
    if (facts.prices.has(row.asset)) continue;
    facts.prices.set(row.asset, { nano: BigInt(row.nano_per_coin), epoch: row.epoch, timeSeconds: row.time_seconds });
  }
  for (const row of networks) {
    if (facts.networks.has(row.coin)) continue;
    facts.networks.set(row.coin, {
      hashesPerBlock: BigInt(row.hashes_per_block), rewardPerBlock: BigInt(row.reward_per_block),
      epoch: row.epoch, timeSeconds: row.time_seconds,
    });
  }
  return facts;
}

async function fromChain(config: AppConfig): Promise<Figures> {
  const oracle = config.contracts.oracle;
  const { assets } = await smart<Oracle.AssetsResponse>(config, oracle, { assets: { limit: 100 } });
  const facts = { prices: new Map<string, Price>(), networks: new Map<string, Network>() };
  await Promise.all(assets.map(async ({ symbol }) => {
    const latest = await smart<Oracle.LatestPriceResponse | null>(config, oracle, { latest_price: { asset: symbol } });
    if (!latest) return;
    const at = { epoch: latest.epoch, timeSeconds: latest.price.final_seconds };
    facts.prices.set(symbol, { nano: BigInt(latest.price.nano_per_coin), ...at });
    const network = await smart<Oracle.FinalNetwork | null>(config, oracle, { network: { coin: symbol, epoch: latest.epoch } });
    if (!network) return;
    facts.networks.set(symbol, {
      hashesPerBlock: BigInt(network.hashes_per_block), rewardPerBlock: BigInt(network.reward_per_block), ...at,
    });
  }));
  return facts;
}

export function useMarketFacts(): { data: MarketFacts | undefined; error: Error | null } {
  const config = useConfig();
  const status = useStatus();
  const clock = status.data?.clock;
  const { data, error } = useQuery({
    queryKey: ["market-facts"],
    queryFn: ({ signal }) => orFromChain(
      async () => {
        const [prices, networks] = await Promise.all([
          ask<Page<PriceRow>>(config, "/v1/prices?limit=100", signal),
          ask<Page<NetworkRow>>(config, "/v1/networks?limit=100", signal),
        ]);
        return newest(prices.items, networks.items);
      },
      () => fromChain(config),
    ),
    staleTime: 15_000,
  });
  const facts = useMemo(() => (data && clock ? { ...data, clock } : undefined), [data, clock]);
  return { data: facts, error: error ?? (status.data ? null : status.error) };
}

/** What a denom stands for, and its decimals as the distributor has them. */
export interface Asset {
  readonly asset: string;
  readonly decimals: number;
}

/** The distributor's list; where it can't be had, a denom stands for its symbol. */
export function useAssets() {
  const config = useConfig();
  return useQuery({
    queryKey: ["payout-assets"],
    staleTime: Infinity,
    queryFn: async ({ signal }): Promise<ReadonlyMap<string, Asset>> => {
      const assets = new Map<string, Asset>(
        config.denoms.map(({ denom, symbol, decimals }) => [denom, { asset: symbol, decimals }]));
      const { denoms } = await smart<Distributor.DenomsResponse>(config, config.contracts.distributor, { denoms: { limit: 30 } }, signal);
      for (const { denom, asset, decimals } of denoms) assets.set(written(denom), { asset, decimals });
      return assets;
    },
  });
}
