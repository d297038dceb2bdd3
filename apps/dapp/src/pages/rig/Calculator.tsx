import { useDeferredValue, useMemo, useState } from "react";
import { Quote } from "@/components/Amount";
import { TextField } from "@/components/Field";
import { read, whole } from "@/components/number";
import { Chart } from "@/components/Chart";
import { Section } from "@/components/Page";
import { type Inputs, inQuote, offered } from "@/data/economics";
import type { Asset, MarketFacts } from "@/data/market";
import { useClock, useNow, useQuoteCurrency } from "@/data/status";
import type { RigSummary } from "@/indexer/types";
import { COINS } from "@/math/coins";
import { breakEvenAt, play } from "@/math/scenario";
import { exact, grouped, parse } from "@/money/amount";
import { epochStart, periodOf } from "@/money/time";

const LONGEST_DAYS = 3_650;

/** "-2.5" per cent as basis points. */
function signedBps(text: string): number {
  const negative = /^\s*[-−]/.test(text);
  const bps = Number(parse(text.replace(/^\s*[-−+]/, ""), 2)) * (negative ? -1 : 1);
  if (bps < -5_000 || bps > 10_000) throw new Error("From −50 to 100 %");
  return bps;
}

export function Calculator({ rig, inputs, market, assets }: { rig: RigSummary; inputs: Inputs; market: MarketFacts; assets: ReadonlyMap<string, Asset> }) {
  const now = useNow();
  const quote = useQuoteCurrency();
  const clock = useClock();
  const epochSeconds = Number(inputs.epochSeconds);
  const period = periodOf(inputs.epochSeconds);
  const minute = Math.floor(now / 60) * 60;
  const end = clock ? epochStart(clock, rig.end_epoch) : minute + 365 * epochSeconds;
  const termDays = Math.max(1, Math.min(LONGEST_DAYS, Math.ceil((end - Math.max(minute, clock ? epochStart(clock, rig.start_epoch) : minute)) / epochSeconds)));
  const offer = offered(rig, minute);
  const price = offer ? inQuote(offer.pricePerShare, offer.denom, market, assets) : undefined;

  const [kwh, setKwh] = useState<string | null>(null);
  const [coin, setCoin] = useState<string | null>(null);
  const [growth, setGrowth] = useState("3");
  const [days, setDays] = useState<string | null>(null);
  const [paid, setPaid] = useState<string | null>(null);
  const [halving, setHalving] = useState(true);

  const fields = {
    kwh: read(kwh ?? exact(inputs.nanoPerKwh, 9), (text) => parse(text, 9)),
    coin: read(coin ?? exact(inputs.coinNano, 9), (text) => parse(text, 9)),
    growth: read(growth, signedBps),
    days: read(days ?? String(termDays), (text) => whole(text, 1, LONGEST_DAYS)),
    paid: read(paid ?? (price === undefined ? "0" : exact(price, 9)), (text) => parse(text, 9)),
  };
  const asked = useDeferredValue(JSON.stringify([fields.kwh.value?.toString() ?? null, fields.coin.value?.toString() ?? null, fields.growth.value, fields.days.value, halving]));
  const points = useMemo(() => {
    const [nanoPerKwh, coinNano, growthBps, span, halves] = JSON.parse(asked) as [string | null, string | null, number | null, number | null, boolean];
    if (nanoPerKwh === null || coinNano === null || growthBps === null || span === null || BigInt(coinNano) === 0n) return [];
    return play({
      coin: rig.coin, nowSeconds: minute, unitHs: inputs.unitHs, hashrateHs: inputs.hashrateHs, watts: inputs.watts,
      nanoPerKwh: BigInt(nanoPerKwh), serviceFeeBps: inputs.serviceFeeBps, hashesPerBlock: inputs.hashesPerBlock,
      rewardPerBlock: inputs.rewardPerBlock, coinNano: BigInt(coinNano), growthBps, halving: halves, epochSeconds: inputs.epochSeconds, seconds: BigInt(span * epochSeconds),
    });
  }, [asked, inputs, rig.coin, minute, epochSeconds]);

  const priceNano = fields.paid.value ?? 0n;
  const last = points.at(-1);
  const even = breakEvenAt(points, priceNano);
  const chart = useMemo(() => {
    const height = (nano: bigint): number => Number(nano) / 1e9;
    return {
      x: points.map(({ at }) => Number(at) / epochSeconds),
      series: [
        { name: "net so far", colour: "--net", values: points.map(({ net }) => height(net)) },
        { name: "gross so far", colour: "--service", values: points.map(({ gross }) => height(gross)) },
        { name: "price (break-even)", colour: "--energy", kind: "dashes" as const, values: points.map(() => height(priceNano)) },
      ],
    };
  }, [points, priceNano, epochSeconds]);
  return (
    <Section title="Calculator" note="Projections from your assumptions">
      <div className="grid gap-4 min-[960px]:grid-cols-[18rem_minmax(0,1fr)]">
        <form className="card grid content-start gap-3 p-4" onSubmit={(event) => event.preventDefault()}>
          <TextField label={`You pay for a share, ${quote}`} inputMode="decimal" value={paid ?? (price === undefined ? "" : exact(price, 9))} error={fields.paid.error} onChange={(event) => setPaid(event.target.value)} />
          <TextField label={`Electricity, ${quote} per kWh`} inputMode="decimal" value={kwh ?? exact(inputs.nanoPerKwh, 9)} error={fields.kwh.error} onChange={(event) => setKwh(event.target.value)} hint="The rig's own can only fall" />
          <TextField label={`Price of ${rig.coin}, ${quote}`} inputMode="decimal" value={coin ?? exact(inputs.coinNano, 9)} error={fields.coin.error} onChange={(event) => setCoin(event.target.value)} />
          <TextField label={`Difficulty grows in 30 ${period.one}s, %`} inputMode="text" value={growth} error={fields.growth.error} onChange={(event) => setGrowth(event.target.value)} />
          <TextField label={period.one === "day" ? "Days" : "Epochs"} inputMode="numeric" value={days ?? String(termDays)} error={fields.days.error} onChange={(event) => setDays(event.target.value)} hint={`The term has ${grouped(termDays)} left`} />
          {COINS[rig.coin]?.anchor && (
            <label className="flex min-h-6 items-center gap-2 text-sm font-medium"><input type="checkbox" className="size-5 accent-pine" checked={halving} onChange={(event) => setHalving(event.target.checked)} />Halve the subsidy when it is due</label>
          )}
        </form>
        <div className="grid min-w-0 content-start gap-3">
          {last && (
            <p className="card p-4" role="status">
              After {period.count(last.at / BigInt(epochSeconds))} a share has brought <Quote nano={last.net} className="font-semibold" /> net
              {priceNano > 0n && (
                <>
                  , which is <strong className={last.net < priceNano ? "text-alarm" : "text-pine"}><Quote nano={last.net - priceNano} /></strong> against its price.{" "}
                  {even ? `Break-even after about ${period.count(even.at / BigInt(epochSeconds))}` : "It does not break even in that time"}
                </>
              )}.
            </p>
          )}
          {last ? (
            <Chart
              label={`${quote} per share, summed up over ${period.one}s`} x={chart.x} series={chart.series} xText={(day) => String(Math.round(day))}
              yText={(y) => String(Math.round(y * 1000) / 1000)}
              table={{
                head: [period.one === "day" ? "Day" : "Epoch", `Gross so far, ${quote}`, `Net so far, ${quote}`, `Less price, ${quote}`],
                rows: points.map(({ at, gross, net }) => [grouped(at / BigInt(epochSeconds)) + (at % BigInt(epochSeconds) === 0n ? "" : ` + ${at % BigInt(epochSeconds)} s`), exact(gross, 9), exact(net, 9), exact(net - priceNano, 9)]),
              }}
            />
          ) : <p className="card p-4 text-muted">Correct what is marked to see a projection.</p>}
          <p className="small">Difficulty rises by your figure every 30 {period.one}s; reward per block, watts and fee are today's{halving ? ", the subsidy halves at its height (estimated from a block whose time is known)" : ""}. Each step under water pays nothing and bills nothing.</p>
        </div>
      </div>
    </Section>
  );
}
