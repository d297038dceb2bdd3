// Asks, trades, depth, activity.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type AppConfig, useConfig } from "@/app/config";
import type * as Market from "@/chain/contracts/marketplace";
import { smart } from "@/chain/query";
import { ask, orFromChain } from "@/indexer/client";
import type { ActivityRow, AskRow, Depth, MarketStats, Page, TradeRow } from "@/indexer/types";

const CHAIN_PAGE = 30;

/** Whether an ask can be bought, as far as its source knows. */
export const stands = ({ expired, stale }: AskRow): boolean => !expired && !stale;

/** An ask of the contract as the indexer has it. */
export const askRow = (entry: Market.AskResponse): AskRow => ({
  token_id: entry.token_id, rig: entry.rig, shares: entry.shares, seller: entry.seller,
  price: entry.price.amount, denom: entry.price.denom, price_per_share: entry.price_per_share_floor,
  expires_seconds: entry.expires_seconds, created_seconds: 0, expired: entry.stale === "expired", stale: entry.stale ?? null,
});

/** The next asks in a denom that can be bought. The contract lists those of all rigs in every denom. */
export async function asksFromChain(config: AppConfig, rig: number | null, denom: string, cursor: string | null, signal?: AbortSignal): Promise<Page<AskRow>> {
  let next = cursor;
  for (;;) {
    const after: unknown = next === null ? null : JSON.parse(next);
    const query = rig === null
      ? { asks: { start_after: after, limit: CHAIN_PAGE } }
      : { asks_by_price: { rig, denom, start_after: after, limit: CHAIN_PAGE } };
    const { asks } = await smart<Market.AsksResponse>(config, config.contracts.marketplace, query, signal);
    const last = asks.at(-1);
    next = !last || asks.length < CHAIN_PAGE ? null
      : JSON.stringify(rig === null ? last.token_id : { price_per_share_floor: last.price_per_share_floor, token_id: last.token_id });
    const items = asks.map(askRow).filter((row) => row.denom === denom && stands(row));
    // A page of which nothing is left would look like the end of the list.
    if (items.length > 0 || next === null) return { items, next };
  }
}

/** Asks of a rig cheapest first, or of all rigs; page by page. */
export function useAsks(rig: number | null, denom: string) {
  const config = useConfig();
  return useInfiniteQuery({
    queryKey: ["asks", rig, denom],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => orFromChain(
      () => {
        const which = rig === null ? "standing=true&sort=newest" : `standing=true&rig=${rig}&sort=price`;
        const next = pageParam === null ? "" : `&cursor=${encodeURIComponent(pageParam)}`;
        return ask<Page<AskRow>>(config, `/v1/asks?${which}&denom=${encodeURIComponent(denom)}&limit=50${next}`, signal);
      },
      () => asksFromChain(config, rig, denom, pageParam, signal),
    ),
    getNextPageParam: (page) => page.next,
  });
}

/** The cheapest asks of some rigs, for the basket. */
export async function cheapestAsks(config: AppConfig, rigs: readonly number[], denom: string): Promise<AskRow[]> {
  const pages = await Promise.all(rigs.map((rig) => orFromChain(
    () => ask<Page<AskRow>>(config, `/v1/asks?standing=true&rig=${rig}&sort=price&denom=${encodeURIComponent(denom)}&limit=50`),
    () => asksFromChain(config, rig, denom, null),
  )));
  return pages.flatMap(({ items }) => items).filter(stands);
}

/** Whether an ask still stands, from the chain: null where it is gone. */
export async function standingAsk(config: AppConfig, tokenId: string): Promise<Market.AskResponse | null> {
  return smart<Market.AskResponse | null>(config, config.contracts.marketplace, { ask: { token_id: tokenId } });
}

export function useDepth(rig: number, denom: string) {
  const config = useConfig();
  return useQuery({
    queryKey: ["depth", rig, denom],
    queryFn: ({ signal }) => ask<Depth>(config, `/v1/rigs/${rig}/depth?denom=${encodeURIComponent(denom)}`, signal),
    retry: false,
  });
}

export function useTrades(rig: number | null) {
  const config = useConfig();
  return useQuery({
    queryKey: ["trades", rig],
    queryFn: async ({ signal }) => (await ask<Page<TradeRow>>(config, `/v1/trades?limit=50${rig === null ? "" : `&rig=${rig}`}`, signal)).items,
    retry: false,
  });
}

export function useActivity(rig: number | null) {
  const config = useConfig();
  return useQuery({
    queryKey: ["activity", rig],
    queryFn: async ({ signal }) => (await ask<Page<ActivityRow>>(config, `/v1/activity?limit=40${rig === null ? "" : `&rig=${rig}`}`, signal)).items,
    retry: false,
  });
}

export function useMarketStats() {
  const config = useConfig();
  return useQuery({
    queryKey: ["market-stats"],
    queryFn: ({ signal }) => ask<MarketStats>(config, "/v1/market/stats", signal),
    retry: false,
  });
}

/** The marketplace's rules: fee and denoms. */
export function useMarketConfig() {
  const config = useConfig();
  return useQuery({
    queryKey: ["market-config"],
    staleTime: 60_000,
    queryFn: ({ signal }) => smart<Market.ConfigResponse>(config, config.contracts.marketplace, { config: {} }, signal),
  });
}
