import { Quote } from "@/components/Amount";
import { useMarketFacts, type Network, type Price } from "@/data/market";
import { useClock, useNow } from "@/data/status";
import { COINS, estimatedHeight, halvingCountdown } from "@/math/coins";
import { floor, ratio, times } from "@/math/ratio";
import { hashprice, pricePerBaseUnit } from "@/math/reward";
import { glance, grouped } from "@/money/amount";
import { ago, date, epochAt, periodOf, type Clock } from "@/money/time";

/** Above two epochs the oracle itself calls a price stale. */
export const isStale = (clock: Clock | undefined, epoch: number, now: number): boolean =>
  clock !== undefined && epochAt(clock, now) - epoch > 2;

function Halving({ coin, now }: { coin: string; now: number }) {
  const height = estimatedHeight(coin, Math.floor(now / 60) * 60);
  const next = height === undefined ? undefined : halvingCountdown(coin, height);
  if (!next) return <>no halving ahead</>;
  const days = next.expectedSeconds / 86_400n;
  const title = `Block ${grouped(next.height)}. Estimated: ${grouped(next.blocks)} blocks of ${COINS[coin]?.blockSeconds ?? 0n} s, counted from a block whose time is known; real blocks come a little faster or slower.`;
  return <span title={title}>about {date(now + Number(next.expectedSeconds))}, {grouped(days)} d</span>;
}

function CoinCard({ coin, network, price, epochSeconds }: { coin: string; network: Network; price: Price; epochSeconds: bigint }) {
  const now = useNow();
  const clock = useClock();
  const facts = COINS[coin];
  if (!facts) return null;
  const work = ratio(network.hashesPerBlock);
  const day = times(hashprice(facts.algorithm.unitHs, network.rewardPerBlock, work, epochSeconds), pricePerBaseUnit(price.nano, facts.decimals));
  const difficulty = network.hashesPerBlock / facts.hashesPerDifficulty;
  const stale = isStale(clock, Math.min(price.epoch, network.epoch), now);
  const age = price.timeSeconds === null ? `epoch ${price.epoch}` : ago(price.timeSeconds, now);
  return (
    <li className="card min-w-0 p-3 sm:p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-2">
        <h2>{coin}</h2>
        <span className={stale ? "tag tag-warn" : "small"} title={`Figures of epoch ${price.epoch}`}>{stale ? "stale: " : ""}{age}</span>
      </div>
      <dl className="mt-1 grid gap-1 text-sm">
        <div>
          <dt className="sr">Hashprice</dt>
          <dd className="text-lg font-semibold"><Quote nano={floor(day)} /><span className="small font-normal"> {periodOf(epochSeconds).one === "day" ? "a day" : "an epoch"} per {facts.algorithm.hashrateUnit}</span></dd>
        </div>
        <div className="flex flex-wrap justify-between gap-x-2"><dt className="text-muted">Price</dt><dd><Quote nano={price.nano} /></dd></div>
        <div className="flex flex-wrap justify-between gap-x-2"><dt className="text-muted">Difficulty</dt><dd title={grouped(difficulty)}>{short(difficulty)}</dd></div>
        <div className="flex flex-wrap justify-between gap-x-2"><dt className="text-muted">Halving</dt><dd><Halving coin={coin} now={now} /></dd></div>
      </dl>
    </li>
  );
}

const STEPS: readonly [number, string][] = [[15, "P"], [12, "T"], [9, "G"], [6, "M"], [3, "k"]];

function short(value: bigint): string {
  const step = STEPS.find(([power]) => value >= 10n ** BigInt(power));
  return step ? `${glance(value / 10n ** BigInt(step[0] - 3), 3)} ${step[1]}` : grouped(value);
}

/** Every coin whose network figures are final: hashprice, price, difficulty, halving. */
export function NetworkStrip() {
  const { data: market } = useMarketFacts();
  if (!market) return <div aria-hidden="true" className="grid min-h-40 gap-3 sm:grid-cols-2 lg:grid-cols-4"><div className="rounded-xl bg-sunken" /></div>;
  const coins = [...market.networks].filter(([coin]) => COINS[coin] && market.prices.has(coin)).sort(([a], [b]) => (a < b ? -1 : 1));
  if (coins.length === 0) return <p className="card p-4 text-muted">No network figures are final yet: the reporters have to agree first.</p>;
  return (
    <section aria-label="Networks today">
      <ul className="grid min-h-40 grid-cols-2 gap-3 min-[960px]:grid-cols-4">
        {coins.map(([coin, network]) => {
          const price = market.prices.get(coin);
          return price && <CoinCard key={coin} coin={coin} network={network} price={price} epochSeconds={BigInt(market.clock.epoch_seconds)} />;
        })}
      </ul>
    </section>
  );
}
