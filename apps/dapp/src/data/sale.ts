// What a sale still takes from a wallet.
import { useQuery } from "@tanstack/react-query";
import { type AppConfig, useConfig } from "@/app/config";
import type * as Nft from "@/chain/contracts/hashrate-nft";
import { smart } from "@/chain/query";

/** What a wallet has got from a rig's sales so far, in this one and those before: the contract counts them all. */
export const boughtOf = async (config: AppConfig, rig: number, buyer: string, signal?: AbortSignal): Promise<number> =>
  (await smart<Nft.BuyerResponse>(config, config.contracts.hashrate_nft, { extension: { msg: { buyer: { rig, buyer } } } }, signal)).bought;

export function useBought(rig: number, buyer: string | undefined) {
  const config = useConfig();
  return useQuery({
    queryKey: ["bought", rig, buyer],
    enabled: buyer !== undefined,
    queryFn: ({ signal }) => boughtOf(config, rig, buyer ?? "", signal),
  });
}

export interface Room {
  readonly least: number;
  /** Below the least where the contract would refuse any purchase. */
  readonly most: number;
}

/** How many shares a wallet can buy at once that has bought so many. */
export const roomIn = (sale: Nft.Sale, left: number, bought: number): Room => ({
  least: sale.least_shares, most: Math.min(left, Math.max(0, sale.most_per_wallet - bought)),
});
