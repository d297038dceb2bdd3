import { hasExpired } from "@/data/offers";
import { useNow } from "@/data/status";
import type { OfferRow } from "@/indexer/types";
import { ago } from "@/money/time";

/** Until when an offer stands. Nobody can accept one that has expired, and yet it holds its buyer's money. */
export function OfferEnd({ offer, own, before = "" }: { offer: OfferRow; own: boolean; before?: string }) {
  const now = useNow();
  if (own && hasExpired(offer, now)) return <span className="tag tag-warn !rounded-lg !whitespace-normal">expired: take your money back</span>;
  return <>{before}{ago(offer.expires_seconds, now)}</>;
}
