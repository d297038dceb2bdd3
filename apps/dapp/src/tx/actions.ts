// What the app sends, as plain values: CosmJS turns them into messages when somebody signs.
import type { AppConfig } from "@/app/config";
import type * as Distributor from "@/chain/contracts/distributor";
import type * as Market from "@/chain/contracts/marketplace";
import type * as Nft from "@/chain/contracts/hashrate-nft";

export interface Funds {
  readonly denom: string;
  readonly amount: string;
}

export type Action =
  | { readonly kind: "execute"; readonly contract: string; readonly msg: object; readonly funds: readonly Funds[] }
  | { readonly kind: "delegate"; readonly validator: string; readonly amount: Funds };

const execute = (contract: string, msg: object, funds: readonly Funds[] = []): Action => ({ kind: "execute", contract, msg, funds });

export const nft = (config: AppConfig, msg: Nft.ExecuteMsg, funds?: readonly Funds[]): Action =>
  execute(config.contracts.hashrate_nft, msg, funds);

/** One of Rigshare's own messages of the nft contract. */
export const rigMsg = (config: AppConfig, msg: Nft.RigMsg, funds?: readonly Funds[]): Action =>
  nft(config, { update_extension: { msg } }, funds);

export const distributor = (config: AppConfig, msg: Distributor.ExecuteMsg, funds?: readonly Funds[]): Action =>
  execute(config.contracts.distributor, msg, funds);

export const marketplace = (config: AppConfig, msg: Market.ExecuteMsg, funds?: readonly Funds[]): Action =>
  execute(config.contracts.marketplace, msg, funds);

/** Lets the marketplace move one token, and nothing else. */
export const approveMarket = (config: AppConfig, tokenId: string): Action =>
  nft(config, { approve: { spender: config.contracts.marketplace, token_id: tokenId, expires: null } });

/** The most rigs of one claim message. */
export const CLAIM_RIGS = 30;

/** Claims of any number of rigs, as few messages as may be; to the holder's payout address where `to` is null. */
export function claims(config: AppConfig, rigs: readonly number[], to: string | null): Action[] {
  const actions: Action[] = [];
  for (let at = 0; at < rigs.length; at += CLAIM_RIGS) {
    actions.push(distributor(config, { claim: { rigs: rigs.slice(at, at + CLAIM_RIGS), to } }));
  }
  return actions;
}

/** The most purchases of one message. */
export const BUY_ITEMS = 32;

export interface AskToBuy {
  readonly token_id: string;
  readonly shares: number;
  readonly price: string;
  readonly denom: string;
}

/** Buys asks at exactly what was seen: price as limit, shares as the least. One message a denom and 32 asks. */
export function buyAsks(config: AppConfig, asks: readonly AskToBuy[], deadlineSeconds: number): Action[] {
  const actions: Action[] = [];
  for (const denom of [...new Set(asks.map((ask) => ask.denom))].sort()) {
    const these = asks.filter((ask) => ask.denom === denom);
    for (let at = 0; at < these.length; at += BUY_ITEMS) {
      const part = these.slice(at, at + BUY_ITEMS);
      const sum = part.reduce((total, ask) => total + BigInt(ask.price), 0n);
      const purchases: Market.Purchase[] = part.map((ask) => ({
        token_id: ask.token_id,
        limit: { denom, amount: ask.price },
        least_shares: ask.shares,
        latest_lease_end_seconds: null,
      }));
      actions.push(marketplace(config, { buy: { purchases, deadline_seconds: deadlineSeconds, recipient: null } }, [
        { denom, amount: sum.toString() },
      ]));
    }
  }
  return actions;
}
