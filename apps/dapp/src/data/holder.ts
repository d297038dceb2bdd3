// What an account holds, can claim and has been paid.
import { useQuery } from "@tanstack/react-query";
import { type AppConfig, useConfig } from "@/app/config";
import type * as Distributor from "@/chain/contracts/distributor";
import type * as Market from "@/chain/contracts/marketplace";
import type * as Nft from "@/chain/contracts/hashrate-nft";
import { balances, smart } from "@/chain/query";
import { ask, askAll, orFromChain } from "@/indexer/client";
import type { EarningRow, Holder, HolderToken, OfferRow, Page, PayoutRow } from "@/indexer/types";
import { offersFromChain } from "./offers";
import { askRow } from "./trade";

const PAGE = 30;
const MOST_TOKENS = 2_000;
const MOST_OFFERS = 5_000;
const MOST_EARNINGS = 2_000;
/** How many offers the indexer gives with a holder; there may be more where it gives so many. */
const OFFERS_GIVEN = 200;

async function tokensOf(config: AppConfig, owner: string): Promise<HolderToken[]> {
  const nft = config.contracts.hashrate_nft;
  const ids: string[] = [];
  for (;;) {
    const { tokens } = await smart<Nft.TokensResponse>(config, nft, { tokens: { owner, start_after: ids.at(-1) ?? null, limit: PAGE } });
    ids.push(...tokens);
    if (tokens.length < PAGE) break;
  }
  return Promise.all(ids.map(async (token_id): Promise<HolderToken> => {
    const [share, standing] = await Promise.all([
      smart<Nft.ShareResponse>(config, nft, { extension: { msg: { share: { token_id } } } }),
      smart<Market.AskResponse | null>(config, config.contracts.marketplace, { ask: { token_id } }),
    ]);
    return {
      token_id, rig: share.rig, shares: share.shares, since_seconds: null,
      // An ask of who had the token before is not the owner's.
      ask: standing?.seller === owner ? askRow(standing) : null,
    };
  }));
}

async function holderFromChain(config: AppConfig, address: string, signal?: AbortSignal): Promise<Holder> {
  const [tokens, offers] = await Promise.all([tokensOf(config, address), offersFromChain(config, null, signal)]);
  return { address, tokens, rigs: [], offers: offers.filter(({ buyer }) => buyer === address) };
}

export async function holderFromIndexer(config: AppConfig, address: string, signal?: AbortSignal): Promise<Holder> {
  const holder = await ask<Holder>(config, `/v1/holders/${address}`, signal);
  const more: HolderToken[] = [];
  for (let next = holder.tokens_next ?? null; next !== null && more.length < MOST_TOKENS;) {
    const page = await ask<Page<HolderToken>>(config, `/v1/holders/${address}/tokens?limit=200&cursor=${encodeURIComponent(next)}`, signal);
    more.push(...page.items);
    next = page.next;
  }
  const offers = holder.offers.length < OFFERS_GIVEN ? holder.offers
    : (await askAll<OfferRow>(config, `/v1/offers?buyer=${address}`, MOST_OFFERS, signal)).items;
  return { ...holder, tokens: [...holder.tokens, ...more], offers };
}

export function useHolder(address: string | undefined) {
  const config = useConfig();
  return useQuery({
    queryKey: ["holder", address],
    enabled: address !== undefined,
    refetchInterval: 15_000,
    queryFn: ({ signal }) => orFromChain(
      () => holderFromIndexer(config, address ?? "", signal),
      () => holderFromChain(config, address ?? "", signal),
    ),
  });
}

/** The rigs of which an account has or had shares: the nft contract never forgets one. */
async function rigsOf(config: AppConfig, holder: string): Promise<number[]> {
  const rigs: number[] = [];
  for (;;) {
    const { positions } = await smart<Nft.PositionsResponse>(config, config.contracts.hashrate_nft, {
      extension: { msg: { positions: { holder, start_after: rigs.at(-1) ?? null, limit: PAGE } } },
    });
    rigs.push(...positions.map(({ rig }) => rig));
    if (positions.length < PAGE) return rigs;
  }
}

/** What can be claimed right now, from the contract, for every rig that ever was held. */
export async function claimableNow(config: AppConfig, holder: string): Promise<Distributor.RigClaimable[]> {
  const rigs = await rigsOf(config, holder);
  const pages: Promise<Distributor.ClaimableResponse>[] = [];
  for (let at = 0; at < rigs.length; at += PAGE) {
    pages.push(smart(config, config.contracts.distributor, { claimable: { holder, rigs: rigs.slice(at, at + PAGE) } }));
  }
  return (await Promise.all(pages)).flatMap((page) => page.rigs);
}

export function useClaimable(holder: string | undefined) {
  const config = useConfig();
  return useQuery({
    queryKey: ["claimable", holder],
    enabled: holder !== undefined,
    refetchInterval: 10_000,
    queryFn: () => claimableNow(config, holder ?? ""),
  });
}

/** Where a claim that names no receiver goes, if not to the holder itself. */
export function usePayoutAddress(holder: string | undefined) {
  const config = useConfig();
  return useQuery({
    queryKey: ["payout-address", holder],
    enabled: holder !== undefined,
    queryFn: ({ signal }) => smart<string | null>(config, config.contracts.distributor, { payout_address: { holder: holder ?? "" } }, signal),
  });
}

export function usePayouts(address: string | undefined) {
  const config = useConfig();
  return useQuery({
    queryKey: ["payouts", address],
    enabled: address !== undefined,
    retry: false,
    queryFn: async ({ signal }) => (await ask<Page<PayoutRow>>(config, `/v1/holders/${address}/payouts?limit=100`, signal)).items,
  });
}

export interface Earnings {
  readonly rows: readonly EarningRow[];
  /** Whether older epochs are left out. */
  readonly cut: boolean;
}

/** Newest epoch first; of a list that was cut, without the epoch in which it was: not all of its rigs are there. */
export function wholeEpochs({ items, next }: Page<EarningRow>): Earnings {
  const oldest = items.at(-1)?.epoch;
  return next === null ? { rows: items, cut: false } : { rows: items.filter(({ epoch }) => epoch !== oldest), cut: true };
}

export function useEarnings(address: string | undefined) {
  const config = useConfig();
  return useQuery({
    queryKey: ["earnings", address],
    enabled: address !== undefined,
    retry: false,
    queryFn: async ({ signal }) => wholeEpochs(await askAll<EarningRow>(config, `/v1/holders/${address}/earnings`, MOST_EARNINGS, signal)),
  });
}

export function useBalances(address: string | undefined) {
  const config = useConfig();
  return useQuery({
    queryKey: ["balances", address],
    enabled: address !== undefined,
    refetchInterval: 15_000,
    queryFn: ({ signal }) => balances(config, address ?? "", signal),
  });
}

/** What the marketplace holds for an account: refunds and royalties. */
export function useMarketAccount(address: string | undefined) {
  const config = useConfig();
  return useQuery({
    queryKey: ["market-account", address],
    enabled: address !== undefined,
    queryFn: async ({ signal }) => (await smart<Market.AccountResponse>(
      config, config.contracts.marketplace, { account: { address: address ?? "", limit: 30 } }, signal)).amounts,
  });
}

/** A token's picture, as the contract draws it. */
export function useTokenImage(tokenId: string) {
  const config = useConfig();
  return useQuery({
    queryKey: ["token-image", tokenId],
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const { extension } = await smart<{ extension: { image?: string | null } | null }>(
        config, config.contracts.hashrate_nft, { nft_info: { token_id: tokenId } }, signal);
      const image = extension?.image ?? "";
      // Only drawn data, never an address that the browser would go to.
      return image.startsWith("data:image/") ? image : null;
    },
  });
}
