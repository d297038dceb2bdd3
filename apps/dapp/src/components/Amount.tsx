import { useConfig } from "@/app/config";
import { useEveryDigit } from "@/app/digits";
import { useQuoteCurrency } from "@/data/status";
import { exact, glance, grouped } from "@/money/amount";
import { factsOf } from "@/money/denom";

interface FigureProps {
  readonly base: bigint;
  readonly decimals: number;
  readonly symbol: string;
  readonly significant: number;
  /** What else the title says. */
  readonly more?: string;
  readonly className?: string | undefined;
}

/** Rounded down for the eye; every digit for machines, on hover, and for all where the page's switch says so. */
function Figure({ base, decimals, symbol, significant, more = "", className }: FigureProps) {
  const all = useEveryDigit();
  return (
    <data value={base.toString()} title={`${exact(base, decimals)} ${symbol}${more}`} className={className}>
      {all ? glance(base, decimals, Infinity, Infinity) : glance(base, decimals, significant)}{"\u00a0"}<span className="font-normal">{symbol}</span>
    </data>
  );
}

/** Money. */
export function Amount({ base, denom, className }: { base: bigint; denom: string; className?: string }) {
  const { symbol, decimals, known } = factsOf(useConfig(), denom);
  return <Figure base={base} decimals={decimals} symbol={symbol} significant={4} more={known ? ` (${grouped(base)} ${denom})` : ""} className={className} />;
}

/** Money in billionths of the quote currency. */
export function Quote({ nano, className }: { nano: bigint; className?: string }) {
  return <Figure base={nano} decimals={9} symbol={useQuoteCurrency()} significant={3} className={className} />;
}

/** Base units of a mined coin, with more decimals than the coin has where a share earns less than one. */
export function CoinAmount({ base, decimals, symbol, className }: { base: bigint; decimals: number; symbol: string; className?: string }) {
  return <Figure base={base} decimals={decimals} symbol={symbol} significant={3} className={className} />;
}
