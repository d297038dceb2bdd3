import { Amount } from "@/components/Amount";
import { Fact } from "@/components/Page";
import { useMarketStats } from "@/data/trade";
import { useIndexerUp } from "@/indexer/health";
import { grouped } from "@/money/amount";

/** Volume by denom; from the indexer alone. */
export function Stats() {
  const { data } = useMarketStats();
  const up = useIndexerUp();
  if (!up && !data) return null;
  if (!data) return <div aria-hidden="true" className="mb-5 h-20 rounded-xl bg-sunken" />;
  if (data.by_denom.length === 0) return <p className="card mb-5 p-4 text-muted">Nothing was traded yet.</p>;
  return (
    <div className="mb-5 grid gap-3 lg:grid-cols-2">
      {data.by_denom.map((row) => (
        <dl key={row.denom} className="card grid min-h-20 grid-cols-2 gap-3 p-4 sm:grid-cols-4">
          <Fact name="Volume, 24 h"><Amount base={BigInt(row.volume_24h)} denom={row.denom} /></Fact>
          <Fact name="7 days"><Amount base={BigInt(row.volume_7d)} denom={row.denom} /></Fact>
          <Fact name="All"><Amount base={BigInt(row.volume_all)} denom={row.denom} /></Fact>
          <Fact name="Trades, 24 h">{grouped(row.trades_24h)}</Fact>
        </dl>
      ))}
    </div>
  );
}
