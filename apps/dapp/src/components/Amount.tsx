import { useConfig } from "@/app/config";
import { useQuoteCurrency } from "@/data/status";
import { exact, glance, grouped } from "@/money/amount";
import { factsOf } from "@/money/denom";

/** Money: rounded down for the eye, every digit on hover and for machines. */
export function Amount({ base, denom, className }: { base: bigint; denom: string; className?: string }) {
  const { symbol, decimals, known } = factsOf(useConfig(), denom);
  const full = `${exact(base, decimals)} ${symbol}${known ? ` (${grouped(base)} ${denom})` : ""}`;
  return (
    <data value={base.toString()} title={full} className={className}>
      {glance(base, decimals)}{"\u00a0"}<span className="font-normal">{symbol}</span>
    </data>
  );
}

/** Money in billionths of the quote currency. */
export function Quote({ nano, className }: { nano: bigint; className?: string }) {
  const currency = useQuoteCurrency();
  return (
    <data value={nano.toString()} title={`${exact(nano, 9)} ${currency}`} className={className}>
      {glance(nano, 9, 3)}{"\u00a0"}<span className="font-normal">{currency}</span>
    </data>
  );
}

/** Base units of a mined coin, with more decimals than the coin has where a share earns less than one. */
export function CoinAmount({ base, decimals, symbol, className }: { base: bigint; decimals: number; symbol: string; className?: string }) {
  return (
    <data value={base.toString()} title={`${exact(base, decimals)} ${symbol}`} className={className}>
      {glance(base, decimals, 3)}{"\u00a0"}<span className="font-normal">{symbol}</span>
    </data>
  );
}
