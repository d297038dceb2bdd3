import { useMemo } from "react";
import { useConfig } from "@/app/config";
import { Chart } from "@/components/Chart";
import { Empty, Problem, Waiting } from "@/components/Problem";
import { useDepth } from "@/data/trade";
import type { Depth } from "@/indexer/types";
import { exact, grouped } from "@/money/amount";
import { factsOf } from "@/money/denom";

interface Level {
  readonly price: bigint;
  readonly offered: number | null;
  readonly asked: number | null;
}

/** Shares to be had at a price or better: offers from the highest down, asks from the lowest up. */
export function levels({ asks, offers }: Depth): Level[] {
  const byPrice = (a: { price_per_share: string }, b: { price_per_share: string }): number =>
    BigInt(a.price_per_share) < BigInt(b.price_per_share) ? -1 : 1;
  let sum = 0;
  const bids: Level[] = [...offers].sort(byPrice).reverse().map((level) => {
    sum += level.shares;
    return { price: BigInt(level.price_per_share), offered: sum, asked: null };
  }).reverse();
  sum = 0;
  const sells: Level[] = [...asks].sort(byPrice).map((level) => {
    sum += level.shares;
    return { price: BigInt(level.price_per_share), offered: null, asked: sum };
  });
  return [...bids, ...sells].sort((a, b) => (a.price < b.price ? -1 : a.price > b.price ? 1 : 0));
}

function One({ rig, denom }: { rig: number; denom: string }) {
  const config = useConfig();
  const { data, error } = useDepth(rig, denom);
  const { symbol, decimals } = factsOf(config, denom);
  const all = useMemo(() => (data ? levels(data) : []), [data]);
  const chart = useMemo(() => ({
    x: all.map(({ price }) => Number(price) / 10 ** decimals),
    series: [
      { name: "offered", colour: "--net", kind: "steps-before" as const, values: all.map(({ offered }) => offered) },
      { name: "asked", colour: "--energy", kind: "steps" as const, values: all.map(({ asked }) => asked) },
    ],
  }), [all, decimals]);
  if (error && !data) return <Problem title="Depth needs the indexer" detail={error.message} />;
  if (!data) return <Waiting rows={4} />;
  if (all.length === 0) return <Empty>Nobody asks or offers for this rig in {symbol}.</Empty>;
  return (
    <Chart
      label={`Shares of rig ${rig} at a price or better`} x={chart.x} series={chart.series}
      xText={(price) => `${Math.round(price * 10_000) / 10_000}`} yText={(shares) => grouped(Math.round(shares))}
      table={{
        head: [`Price of a share, ${symbol}`, "Shares offered for", "Shares asked"],
        rows: all.map(({ price, offered, asked }) => [exact(price, decimals), offered === null ? "–" : grouped(offered), asked === null ? "–" : grouped(asked)]),
      }}
    />
  );
}

export function DepthView({ rig, denom }: { rig: number | null; denom: string }) {
  if (rig === null) return <Empty>Choose a rig to see its depth: shares of two rigs are not alike.</Empty>;
  return <One rig={rig} denom={denom} />;
}
