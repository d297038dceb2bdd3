// Which offers a token can be sold to, for what, and the messages that do it or take an offer back.
import type { AppConfig } from "@/app/config";
import type { HolderToken, OfferRow } from "@/indexer/types";
import { approveMarket, marketplace } from "@/tx/actions";
import type { Request } from "@/tx/run";
import { grouped } from "@/money/amount";

const DEADLINE_SECONDS = 1_800;

/** What an offer pays for a token of so many shares. */
export const priceFor = (offer: Pick<OfferRow, "token_id" | "price">, shares: number): bigint =>
  offer.token_id === null ? BigInt(offer.price) * BigInt(shares) : BigInt(offer.price);

export const fits = (offer: OfferRow, token: Pick<HolderToken, "token_id" | "rig" | "shares">): boolean =>
  !offer.expired && offer.rig === token.rig && token.shares >= offer.least_shares &&
  (offer.token_id === null ? priceFor(offer, token.shares) <= BigInt(offer.escrow) : offer.token_id === token.token_id);

/** The offer's money comes to the marketplace's account of its buyer, and from there to the wallet. */
export const takeBack = (config: AppConfig, { offer, denom }: Pick<OfferRow, "offer" | "denom">): Request => ({
  title: `Take back offer ${offer}`,
  actions: [marketplace(config, { cancel_offer: { offer } }), marketplace(config, { withdraw: { denoms: [denom] } })],
});

/** Approval and acceptance in one signature, for no less than what was seen. */
export function acceptOffer(config: AppConfig, offer: OfferRow, token: Pick<HolderToken, "token_id" | "shares">): Request {
  const price = priceFor(offer, token.shares);
  return {
    title: `Sell token ${token.token_id} (${grouped(token.shares)} shares) to offer ${offer.offer}`,
    actions: [
      approveMarket(config, token.token_id),
      marketplace(config, {
        accept_offer: {
          offer: offer.offer, token_id: token.token_id,
          least_price: { denom: offer.denom, amount: price.toString() },
          deadline_seconds: Math.floor(Date.now() / 1000) + DEADLINE_SECONDS,
        },
      }),
    ],
  };
}
