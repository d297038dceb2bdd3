import { Quote, CoinAmount } from "@/components/Amount";
import { Fact } from "@/components/Page";
import { Ribbon, RibbonKey } from "@/components/Ribbon";
import { type Inputs, shareDay } from "@/data/economics";
import type { MarketFacts } from "@/data/market";
import { useClock, useNow, useQuoteCurrency } from "@/data/status";
import type { RigSummary } from "@/indexer/types";
import { COINS } from "@/math/coins";
import { floor, ratio, times } from "@/math/ratio";
import { breakEvenElectricityFloor, breakEvenPriceCeil, electricityCost, expectedReward, SECONDS_PER_DAY } from "@/math/reward";
import { exact, grouped, percent } from "@/money/amount";
import { ago, periodOf } from "@/money/time";
import { hashrate } from "@/money/hashrate";
import { isStale } from "../explore/NetworkStrip";

function Formula({ rig, inputs, market }: { rig: RigSummary; inputs: Inputs; market: MarketFacts }) {
  const quote = useQuoteCurrency();
  const now = useNow();
  const price = market.prices.get(rig.coin);
  const seconds = grouped(inputs.epochSeconds);
  const period = periodOf(inputs.epochSeconds);
  const final = price?.timeSeconds ?? null;
  const age = final === null ? "of unknown age" : ago(final, now);
  return (
    <details className="mt-4">
      <summary className="text-sm font-medium text-pine">Formula and inputs</summary>
      <div className="mt-2 grid gap-2 text-sm">
        <p className="mono overflow-x-auto whitespace-pre rounded-lg bg-sunken p-3" tabIndex={0} role="region" aria-label="Formula">
          {`gross       = share H/s × ${seconds} s × reward per block ÷ hashes per block × price\n`}
          {`electricity = watts × ${seconds} s × price per kWh × share ÷ rig, at most the gross\n`}
          {"service     = (gross − electricity) × fee\n"}
          {"net         = gross − electricity − service\n"}
          {`net yield   = net × ${period.one}s left in its term, at most 365, ÷ price of a share\n`}
          {`payback     = price of a share ÷ net, where the term has as many ${period.one}s left`}
        </p>
        <dl className="grid gap-2 sm:grid-cols-2">
          <Fact name="Share">{hashrate(inputs.unitHs, rig.coin)}</Fact>
          <Fact name="Reward per block">{exact(inputs.rewardPerBlock, inputs.coinDecimals)} {rig.coin}</Fact>
          <Fact name="Hashes per block">{grouped(floor(inputs.hashesPerBlock))}</Fact>
          <Fact name={`Price of ${rig.coin}`}><Quote nano={inputs.coinNano} /></Fact>
          <Fact name="Watts of the rig">{grouped(inputs.watts)}</Fact>
          <Fact name="Electricity">{exact(inputs.nanoPerKwh, 9)} {quote} per kWh</Fact>
          <Fact name="Service fee">{percent(BigInt(inputs.serviceFeeBps))}</Fact>
          <Fact name="Figures of">epoch {price?.epoch ?? "?"}, final {age}</Fact>
        </dl>
        <p className="text-muted">A projection, not a promise: difficulty and price move every day, and a pool's luck with them.</p>
      </div>
    </details>
  );
}

function BreakEven({ rig, inputs }: { rig: RigSummary; inputs: Inputs }) {
  const perDay = expectedReward(inputs.hashrateHs, SECONDS_PER_DAY, inputs.rewardPerBlock, inputs.hashesPerBlock);
  const cost = electricityCost(inputs.watts, SECONDS_PER_DAY, inputs.nanoPerKwh);
  if (inputs.watts === 0n || inputs.nanoPerKwh === 0n || perDay.numerator === 0n) return null;
  return (
    <p className="mt-3 text-sm text-muted">
      Electricity is covered down to a {rig.coin} price of <Quote nano={breakEvenPriceCeil(cost, perDay, inputs.coinDecimals)} className="font-medium text-ink" />,
      or up to <Quote nano={breakEvenElectricityFloor(inputs.watts, perDay, inputs.coinNano, inputs.coinDecimals)} className="font-medium text-ink" /> per kWh.
    </p>
  );
}

/** What one share earns and costs in an epoch (a day, on a live chain) like the last reported one. */
export function Today({ rig, market, inputs }: { rig: RigSummary; market: MarketFacts; inputs: Inputs }) {
  const now = useNow();
  const clock = useClock();
  const day = shareDay(inputs);
  const period = periodOf(inputs.epochSeconds);
  const epoch = Math.min(market.prices.get(rig.coin)?.epoch ?? 0, market.networks.get(rig.coin)?.epoch ?? 0);
  const stale = isStale(clock, epoch, now);
  const decimals = COINS[rig.coin]?.decimals ?? 8;
  const rows = [
    ["Gross", day.gross, "text-ink"], ["Electricity", -day.electricity, "text-muted"], ["Service", -day.service, "text-muted"],
  ] as const;
  return (
    <section aria-label={`A share's ${period.one}`} className="card p-4 sm:p-5">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2>What one share earns {period.one === "day" ? "a day" : "an epoch"}</h2>
        {stale && <span className="tag tag-warn">stale: figures of epoch {epoch}</span>}
      </div>
      <p className="mt-1 text-3xl font-semibold tracking-tight"><Quote nano={day.net} /></p>
      <div className="my-3"><Ribbon day={day} tall /></div>
      <RibbonKey />
      <dl className="mt-3 grid gap-1">
        {rows.map(([name, nano, colour]) => (
          <div key={name} className={`flex justify-between gap-4 ${colour}`}><dt>{name}</dt><dd><Quote nano={nano} /></dd></div>
        ))}
        <div className="flex justify-between gap-4 border-t border-line pt-1 font-semibold"><dt>Net, to you</dt><dd><Quote nano={day.net} /></dd></div>
      </dl>
      <p className="small mt-2">
        Gross is <CoinAmount base={floor(times(day.grossCoin, ratio(1_000_000n)))} decimals={decimals + 6} symbol={rig.coin} /> for {hashrate(inputs.unitHs, rig.coin)}.
      </p>
      {day.net === 0n && <p className="mt-3 rounded-lg bg-copper-soft p-3 text-copper">At today's figures electricity takes all that it earns. It then pays nothing, and bills nothing.</p>}
      <BreakEven rig={rig} inputs={inputs} />
      <Formula rig={rig} inputs={inputs} market={market} />
    </section>
  );
}
