import { useConfig } from "@/app/config";
import { Address, Hash } from "@/components/Address";
import { Amount } from "@/components/Amount";
import { Section, TableBox } from "@/components/Page";
import { Empty, Problem, Waiting } from "@/components/Problem";
import { useNow } from "@/data/status";
import { useActivity, useTrades } from "@/data/trade";
import { grouped } from "@/money/amount";
import { ago, moment } from "@/money/time";
import { useWallet } from "@/wallet/context";
import { Link } from "wouter";

const words = (kind: string): string => kind.replaceAll("_", " ");

export function Activity({ rig }: { rig: number | null }) {
  const config = useConfig();
  const now = useNow();
  const { account } = useWallet();
  const trades = useTrades(rig);
  const activity = useActivity(rig);
  return (
    <>
      {trades.error && !trades.data && <Problem title="Trades need the indexer" detail={trades.error.message} />}
      {!trades.data && !trades.error && <Waiting rows={4} />}
      {trades.data?.length === 0 && <Empty>Nothing was traded yet.</Empty>}
      {trades.data && trades.data.length > 0 && (
        <TableBox label="Trades">
          <thead><tr><th scope="col">When</th><th scope="col">Rig</th><th scope="col" className="num">Shares</th><th scope="col" className="num hidden sm:table-cell">A share</th><th scope="col" className="num">Price</th><th scope="col" className="hidden lg:table-cell">From</th><th scope="col" className="hidden lg:table-cell">To</th><th scope="col" className="hidden md:table-cell">Transaction</th></tr></thead>
          <tbody>
            {trades.data.map((trade) => (
              <tr key={`${trade.tx_hash}${trade.token_id}`}>
                <th scope="row" title={moment(trade.time_seconds)} className="!font-normal">{ago(trade.time_seconds, now)}</th>
                <td><Link href={`/rig/${trade.rig}`}>{trade.rig}</Link> <span className="tag">{trade.kind}</span></td>
                <td className="num">{grouped(trade.shares)}</td>
                <td className="num hidden sm:table-cell"><Amount base={BigInt(trade.price_per_share)} denom={trade.denom} /></td>
                <td className="num"><Amount base={BigInt(trade.price)} denom={trade.denom} /></td>
                <td className="hidden lg:table-cell"><Address value={trade.seller} you={account?.address} /></td>
                <td className="hidden lg:table-cell"><Address value={trade.recipient || trade.buyer} you={account?.address} /></td>
                <td className="hidden md:table-cell"><Hash value={trade.tx_hash} rest={config.rest} /></td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      )}
      {activity.data && activity.data.length > 0 && (
        <Section title="All that happened">
          <ul className="card divide-y divide-line">
            {activity.data.map((row) => (
              <li key={row.id} className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-2 text-sm">
                <span><strong className="font-medium">{words(row.kind)}</strong>{row.rig !== null && <> · <Link href={`/rig/${row.rig}`}>rig {row.rig}</Link></>}{row.token_id && ` · token ${row.token_id}`}</span>
                <span className="small" title={moment(row.time_seconds)}>{ago(row.time_seconds, now)} · <Hash value={row.tx_hash} rest={config.rest} /></span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
