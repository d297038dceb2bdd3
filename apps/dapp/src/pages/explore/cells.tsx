import { Amount, Quote } from "@/components/Amount";
import type { Yield } from "@/data/economics";
import { percent } from "@/money/amount";
import { hashrate, hashrateExact } from "@/money/hashrate";
import type { Period } from "@/money/time";
import type { RigView } from "./filter";

export const paybackWords = ({ paybackDays, termTooShort }: Yield, period: Period): string =>
  paybackDays !== null ? period.count(paybackDays) : termTooShort ? "not within its term" : "never";

export function YieldCell({ yields, period }: { yields: RigView["yields"]; period: Period }) {
  if (!yields) return <span className="text-muted">–</span>;
  return <span className="font-semibold" title={`Today's net of 365 ${period.one}s, or of what is left of its term, over the price of a share; nothing promises it`}>{percent(yields.bps)}</span>;
}

export function PaybackCell({ yields, period }: { yields: RigView["yields"]; period: Period }) {
  if (!yields) return <span className="text-muted">–</span>;
  return <span>{paybackWords(yields, period)}</span>;
}

export function PriceCell({ offer }: { offer: RigView["offer"] }) {
  if (!offer) return <span className="text-muted">not for sale</span>;
  return (
    <>
      <Amount base={offer.pricePerShare} denom={offer.denom} className="font-semibold" />
      <span className="small block">{offer.from === "sale" ? "primary sale" : "lowest ask"}</span>
    </>
  );
}

export const NetCell = ({ day }: { day: RigView["day"] }) => (day ? <Quote nano={day.net} className="font-semibold" /> : <span className="text-muted">–</span>);

export const Hashrate = ({ hs, coin }: { hs: string; coin: string }) => <span title={hashrateExact(BigInt(hs), coin)}>{hashrate(BigInt(hs), coin)}</span>;
