import { useMemo, useState } from "react";
import { useConfig } from "@/app/config";
import { SelectField } from "@/components/Field";
import { Chart } from "@/components/Chart";
import { Empty, Problem, Waiting } from "@/components/Problem";
import { useEarnings } from "@/data/holder";
import { useClock } from "@/data/status";
import { exact, grouped } from "@/money/amount";
import { factsOf } from "@/money/denom";
import { date, epochStart } from "@/money/time";
import { byEpoch } from "./earned";

export function EarningsChart({ address }: { address: string }) {
  const config = useConfig();
  const clock = useClock();
  const { data, error } = useEarnings(address);
  const [chosen, setChosen] = useState("");
  const denoms = useMemo(() => [...new Set(data?.rows.map(({ denom }) => denom))].sort(), [data]);
  // What earned something first: a rig under water earns nothing.
  const denom = chosen || data?.rows.find(({ earned_floor }) => earned_floor !== "0")?.denom || denoms[0] || "";
  const earned = useMemo(() => byEpoch(data?.rows ?? [], denom), [data, denom]);
  const { symbol, decimals } = factsOf(config, denom);
  const chart = useMemo(() => ({
    x: earned.map(({ epoch }) => epoch),
    series: [{ name: "earned", colour: "--net", kind: "bars" as const, values: earned.map(({ amount }) => Number(amount) / 10 ** decimals) }],
  }), [earned, decimals]);
  const when = (epoch: number): string => (clock?.epoch_seconds === 86_400 ? date(epochStart(clock, epoch)) : String(epoch));
  if (error && !data) return <Problem title="Earnings over time need the indexer" detail={error.message} />;
  if (!data) return <Waiting rows={4} />;
  if (earned.length === 0) return <Empty>No epoch of yours is closed yet.</Empty>;
  return (
    <>
      {denoms.length > 1 && (
        <div className="mb-3 max-w-60"><SelectField label="In" value={denom} onChange={(event) => setChosen(event.target.value)}>{denoms.map((each) => <option key={each} value={each}>{factsOf(config, each).symbol}</option>)}</SelectField></div>
      )}
      <Chart label={`${symbol} earned by epoch, all rigs`} x={chart.x} series={chart.series} stacked xText={when}
        yText={(y) => (y === 0 ? "0" : y >= 0.01 ? String(Math.round(y * 1000) / 1000) : y.toFixed(10).replace(/0+$/, ""))}
        table={{ head: ["Epoch", `Earned, ${symbol}`], rows: earned.map(({ epoch, amount }) => [when(epoch), exact(amount, decimals)]) }} />
      {data.cut && <p className="small mt-2">The newest {grouped(new Set(data.rows.map(({ epoch }) => epoch)).size)} epochs; what was before is not in this chart.</p>}
    </>
  );
}
