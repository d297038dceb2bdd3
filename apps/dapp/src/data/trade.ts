// Asks, offers, trades, depth, activity.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type AppConfig, useConfig } from "@/app/config";
import type * as Market from "@/chain/contracts/marketplace";
import { smart } from "@/chain/query";
import { ask, orFromChain } from "@/indexer/client";
import type { ActivityRow, AskRow, Depth, MarketStats, OfferRow, Page, TradeRow } from "@/indexer/types";

const CHAIN_PAGE = 30;

/** Whether an ask can be bought, as far as its source knows. */
export const stands = ({ expired, stale }: AskRow): boolean => !expired && !stale;

/** A page of asks as a page of the indexer's: those that can't be bought are left out. */
function asRows(asks: readonly Market.AskResponse[]): AskRow[] {
  return asks.filter(({ stale }) => !stale).map((entry) => ({
    token_id: entry.token_id, rig: entry.rig, shares: entry.shares, seller: entry.seller,
    price: entry.price.amount, denom: entry.price.denom, price_per_share: entry.price_per_share_floor,
    expires_seconds: entry.expires_seconds, created_seconds: 0, expired: false,
  }));
}

async function asksFromChain(config: AppConfig, rig: number | null, denom: string, cursor: string | null): Promise<Page<AskRow>> {
  const market = config.contracts.marketplace;
  const after: unknown = cursor === null ? null : JSON.parse(cursor);
  const query = rig === null
    ? { asks: { start_after: after, limit: CHAIN_PAGE } }
    : { asks_by_price: { rig, denom, start_after: after, limit: CHAIN_PAGE } };
  const { asks } = await smart<Market.AsksResponse>(config, market, query);
  const last = asks.at(-1);
  const next = !last || asks.length < CHAIN_PAGE ? null
    : rig === null ? last.token_id
      : { price_per_share_floor: last.price_per_share_floor, token_id: last.token_id };
  return { items: asRows(asks), next: next === null ? null : JSON.stringify(next) };
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
      () => asksFromChain(config, rig, denom, pageParam),
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

async function offersFromChain(config: AppConfig, rig: number | null): Promise<OfferRow[]> {
  const { offers } = await smart<Market.OffersResponse>(config, config.contracts.marketplace, { offers: { rig, limit: CHAIN_PAGE } });
  return offers.map((entry) => {
    const token = "token" in entry.target ? entry.target.token : null;
    const wide = "rig" in entry.target ? entry.target.rig : null;
    return {
      offer: entry.offer, buyer: entry.buyer, rig: token?.rig ?? wide?.rig ?? 0, token_id: token?.token_id ?? null,
      least_shares: entry.least_shares, price: token?.price ?? wide?.price_per_share ?? "0", denom: entry.escrow.denom,
      escrow: entry.escrow.amount, expires_seconds: entry.expires_seconds, created_seconds: 0, expired: entry.expired,
    };
  });
}

export function useOffers(rig: number | null) {
  const config = useConfig();
  return useQuery({
    queryKey: ["offers", rig],
    queryFn: ({ signal }) => orFromChain(
      async () => (await ask<Page<OfferRow>>(config, `/v1/offers?limit=200${rig === null ? "" : `&rig=${rig}`}`, signal)).items,
      () => offersFromChain(config, rig),
    ),
    select: (rows) => rows.filter(({ expired }) => !expired),
  });
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
