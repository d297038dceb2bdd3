import { Address } from "@/components/Address";
import { Fact, TableBox } from "@/components/Page";
import { Problem, Waiting } from "@/components/Problem";
import { useOracleConfig, useReporters } from "@/data/truth";
import { percent } from "@/money/amount";
import { duration } from "@/money/time";

export function Reporters({ epoch }: { epoch: number | undefined }) {
  const { data, error } = useReporters(epoch);
  const { data: rules } = useOracleConfig();
  if (error && !data) return <Problem title="The reporters can't be shown" detail={error.message} />;
  if (!data) return <Waiting rows={4} />;
  const { config, suspended } = data;
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <dl className="card grid content-start grid-cols-2 gap-4 p-4 sm:p-5">
        <Fact name="A figure needs">{config.quorum} of {config.reporters.length} signatures</Fact>
        <Fact name="May lie or be silent">{config.faulty} of them</Fact>
        <Fact name="Reports agree within">{percent(BigInt(config.report_spread_bps))}</Fact>
        <Fact name="Prices agree within">{percent(BigInt(config.market_spread_bps))}</Fact>
        <Fact name="Plausible up to">{percent(BigInt(config.plausible_tolerance_bps))} above the network's average</Fact>
        <Fact name="Since">epoch {data.from_epoch}, version {data.version}</Fact>
        {rules && <Fact name="Signatures are collected for">{duration(rules.timing.window_seconds)} after an epoch</Fact>}
        {rules && <Fact name="An outage after">{duration(rules.timing.outage_deadline_seconds)}</Fact>}
      </dl>
      <TableBox label="Reporters">
        <thead><tr><th scope="col">Name</th><th scope="col" className="num hidden sm:table-cell">Number</th><th scope="col">Key</th><th scope="col">State</th></tr></thead>
        <tbody>
          {config.reporters.map((reporter) => (
            <tr key={reporter.id}>
              <th scope="row">{reporter.name}</th>
              <td className="num hidden sm:table-cell">{reporter.id}</td>
              <td><Address value={reporter.public_key} /></td>
              <td>{suspended.includes(reporter.id) ? <span className="tag tag-bad" title="It signed two different batches for one epoch: what it signs counts no more">suspended</span> : <span className="tag tag-good">counts</span>}</td>
            </tr>
          ))}
        </tbody>
      </TableBox>
    </div>
  );
}
