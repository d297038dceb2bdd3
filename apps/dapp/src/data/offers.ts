// Offers: those that stand, and one's own. An offer holds its buyer's money until it is taken back, expired or not.
import { useQuery } from "@tanstack/react-query";
import { type AppConfig, useConfig } from "@/app/config";
import type * as Market from "@/chain/contracts/marketplace";
import { smart } from "@/chain/query";
import { ask, orFromChain } from "@/indexer/client";
import type { OfferRow, Page } from "@/indexer/types";

const CHAIN_PAGE = 30;

function offerRow(entry: Market.OfferResponse): OfferRow {
  const token = "token" in entry.target ? entry.target.token : null;
  const wide = "rig" in entry.target ? entry.target.rig : null;
  return {
    offer: entry.offer, buyer: entry.buyer, rig: token?.rig ?? wide?.rig ?? 0, token_id: token?.token_id ?? null,
    least_shares: entry.least_shares, price: token?.price ?? wide?.price_per_share ?? "0", denom: entry.escrow.denom,
    escrow: entry.escrow.amount, expires_seconds: entry.expires_seconds, created_seconds: 0, expired: entry.expired,
  };
}

/** All offers, of a rig or of all, newest first: the contract has no list of a buyer's own, and begins with the oldest. */
export async function offersFromChain(config: AppConfig, rig: number | null, signal?: AbortSignal): Promise<OfferRow[]> {
  const all: OfferRow[] = [];
  for (;;) {
    const { offers } = await smart<Market.OffersResponse>(
      config, config.contracts.marketplace, { offers: { rig, start_after: all.at(-1)?.offer ?? null, limit: CHAIN_PAGE } }, signal);
    all.push(...offers.map(offerRow));
    if (offers.length < CHAIN_PAGE) return all.reverse();
  }
}

/** Offers that can be accepted, of a rig or of all. */
export function useOffers(rig: number | null) {
  const config = useConfig();
  return useQuery({
    queryKey: ["offers", rig],
    queryFn: ({ signal }) => orFromChain(
      async () => (await ask<Page<OfferRow>>(config, `/v1/offers?standing=true&limit=200${rig === null ? "" : `&rig=${rig}`}`, signal)).items,
      async () => (await offersFromChain(config, rig, signal)).filter(({ expired }) => !expired),
    ),
  });
}

/** One's own offers, expired ones too, before those of others that stand. Until one's own are known, what stands. */
export const ownFirst = (standing: readonly OfferRow[], own: readonly OfferRow[] | undefined, you: string | undefined): readonly OfferRow[] =>
  own ? [...own, ...standing.filter(({ buyer }) => buyer !== you)] : standing;

export const hasExpired = ({ expired, expires_seconds }: OfferRow, nowSeconds: number): boolean => expired || expires_seconds <= nowSeconds;
