import { useConfig } from "@/app/config";
import { Address, Hash } from "@/components/Address";
import { Amount } from "@/components/Amount";
import { TableBox } from "@/components/Page";
import { Empty, Problem, Waiting } from "@/components/Problem";
import { usePayouts } from "@/data/holder";
import { moment } from "@/money/time";

export function Payouts({ address }: { address: string }) {
  const config = useConfig();
  const { data, error } = usePayouts(address);
  if (error && !data) return <Problem title="Payouts need the indexer" detail={error.message} />;
  if (!data) return <Waiting rows={2} />;
  if (data.length === 0) return <Empty>Nothing was claimed yet.</Empty>;
  return (
    <TableBox label="Payouts">
      <thead><tr><th scope="col">When</th><th scope="col">Rig</th><th scope="col" className="num">Amount</th><th scope="col">To</th><th scope="col">Transaction</th></tr></thead>
      <tbody>
        {data.map((row) => (
          <tr key={`${row.tx_hash}${row.rig}`}>
            <th scope="row" className="!font-normal whitespace-nowrap">{moment(row.time_seconds)}</th>
            <td>{row.rig}</td>
            <td className="num"><Amount base={BigInt(row.amount)} denom={row.denom} /></td>
            <td><Address value={row.to} you={address} /></td>
            <td><Hash value={row.tx_hash} rest={config.rest} /></td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}
