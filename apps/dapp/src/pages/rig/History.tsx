import { useMemo } from "react";
import { Chart } from "@/components/Chart";
import { Section } from "@/components/Page";
import { Empty, Problem } from "@/components/Problem";
import { useRigEpochs } from "@/data/rigs";
import { useClock } from "@/data/status";
import type { RigSummary } from "@/indexer/types";
import { COINS } from "@/math/coins";
import { exact, glance } from "@/money/amount";
import { date, epochStart, epochWord } from "@/money/time";
import { EXTRA_DECIMALS, shareEpochs, uptime } from "./history";

/** Earnings of a share by epoch, stacked into what they were spent on. */
export function History({ rig }: { rig: RigSummary }) {
  const { data: rows, error } = useRigEpochs(rig.rig);
  const clock = useClock();
  const decimals = (COINS[rig.coin]?.decimals ?? 8) + EXTRA_DECIMALS;
  const epochs = useMemo(() => shareEpochs(rows ?? [], rig.shares_registered), [rows, rig.shares_registered]);
  const split = rows?.some(({ net }) => net !== null) ?? false;
  const chart = useMemo(() => {
    // Heights of bars, not money: a float is exact enough to draw.
    const height = (amount: bigint): number => Number(amount) / 10 ** EXTRA_DECIMALS;
    return {
      x: epochs.map(({ epoch }) => epoch),
      series: split ? [
        { name: "net", colour: "--net", kind: "bars" as const, values: epochs.map(({ net }) => height(net)) },
        { name: "service", colour: "--service", kind: "bars" as const, values: epochs.map(({ service }) => height(service)) },
        { name: "electricity", colour: "--energy", kind: "bars" as const, values: epochs.map(({ electricity }) => height(electricity)) },
      ] : [{ name: "gross", colour: "--net", kind: "bars" as const, values: epochs.map(({ gross }) => height(gross)) }],
    };
  }, [epochs, split]);
  const when = (epoch: number): string => (clock?.epoch_seconds === 86_400 ? date(epochStart(clock, epoch)) : `${epoch}`);
  const up = rows && uptime(rows);
  return (
    <Section title={`What one share earned, by ${clock ? epochWord(clock) : "epoch"}`} note={up && up.closed > 0 ? `${up.reported} of the last ${up.closed} epochs reported` : undefined}>
      {error && !rows && <Problem title="The history can't be shown" detail={error.message} />}
      {!rows && !error && <div aria-busy="true" className="h-[390px] rounded-xl bg-sunken"><span className="sr">Loading</span></div>}
      {rows && rows.length === 0 && <Empty>No epoch of this rig is closed yet. Its first one begins with its term.</Empty>}
      {rows && rows.length > 0 && (
        <Chart
          label={`Base units of ${rig.coin} per share`}
          x={chart.x} series={chart.series} stacked xText={when}
          yText={(y) => (y >= 1000 ? `${Math.round(y / 100) / 10}k` : String(Math.round(y * 1000) / 1000))}
          table={{
            head: ["Epoch", "Gross", "Electricity", "Service", "Net", "Outcome"],
            rows: epochs.map((entry, at) => [
              when(entry.epoch),
              `${glance(entry.gross, decimals)} ${rig.coin}`,
              split ? exact(entry.electricity, decimals) : "–",
              split ? exact(entry.service, decimals) : "–",
              split ? exact(entry.net, decimals) : "–",
              rows[rows.length - 1 - at]?.outcome ?? "",
            ]),
          }}
        />
      )}
    </Section>
  );
}
