import { Quote } from "@/components/Amount";
import { TableBox } from "@/components/Page";
import { Empty, Problem, Waiting } from "@/components/Problem";
import { useMarketFacts } from "@/data/market";
import { useClock, useNow } from "@/data/status";
import { COINS } from "@/math/coins";
import { exact, glance, grouped } from "@/money/amount";
import { hashrate } from "@/money/hashrate";
import { ago } from "@/money/time";
import { isStale } from "../explore/NetworkStrip";

function Age({ epoch, timeSeconds }: { epoch: number; timeSeconds: number | null }) {
  const clock = useClock();
  const now = useNow();
  const stale = isStale(clock, epoch, now);
  return (
    <>
      {timeSeconds === null ? "unknown" : ago(timeSeconds, now)}<span className="small block">epoch {grouped(epoch)}</span>
      {stale && <span className="tag tag-warn">stale</span>}
    </>
  );
}

/** Network figures and prices that a quorum signed, with their age. */
export function Figures() {
  const { data, error } = useMarketFacts();
  if (error && !data) return <Problem title="The figures can't be shown" detail={error.message} />;
  if (!data) return <Waiting rows={4} />;
  if (data.prices.size === 0) return <Empty>No figure is final yet.</Empty>;
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <TableBox label="Networks">
        <thead><tr><th scope="col">Coin</th><th scope="col" className="num">Difficulty</th><th scope="col" className="num">Network</th><th scope="col" className="num">A block pays</th><th scope="col">Final</th></tr></thead>
        <tbody>
          {[...data.networks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([coin, network]) => {
            const facts = COINS[coin];
            return (
              <tr key={coin}>
                <th scope="row">{coin}</th>
                <td className="num" title={`${grouped(network.hashesPerBlock)} hashes per block`}>{facts ? grouped(network.hashesPerBlock / facts.hashesPerDifficulty) : "–"}</td>
                <td className="num">{facts ? hashrate(network.hashesPerBlock / facts.blockSeconds, coin) : "–"}</td>
                <td className="num" title={exact(network.rewardPerBlock, facts?.decimals ?? 0)}>{glance(network.rewardPerBlock, facts?.decimals ?? 0)} {coin}</td>
                <td><Age {...network} /></td>
              </tr>
            );
          })}
        </tbody>
      </TableBox>
      <TableBox label="Prices">
        <thead><tr><th scope="col">Asset</th><th scope="col" className="num">Price</th><th scope="col">Final</th></tr></thead>
        <tbody>
          {[...data.prices].sort(([a], [b]) => (a < b ? -1 : 1)).map(([asset, price]) => (
            <tr key={asset}><th scope="row">{asset}</th><td className="num"><Quote nano={price.nano} /></td><td><Age {...price} /></td></tr>
          ))}
        </tbody>
      </TableBox>
    </div>
  );
}
