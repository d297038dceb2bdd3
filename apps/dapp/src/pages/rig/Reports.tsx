import { Link } from "wouter";
import { Hash } from "@/components/Address";
import { CoinAmount } from "@/components/Amount";
import { useConfig } from "@/app/config";
import { Section, TableBox } from "@/components/Page";
import { Empty } from "@/components/Problem";
import { GradeTag } from "@/components/Tags";
import { useRigReports } from "@/data/rigs";
import { useNow } from "@/data/status";
import type { RigSummary } from "@/indexer/types";
import { COINS } from "@/math/coins";
import { grouped } from "@/money/amount";
import { ago, moment } from "@/money/time";

const SHOWN = 12;

/** The last final reports: what the pool credited, and how many vouch for it. */
export function Reports({ rig }: { rig: RigSummary }) {
  const config = useConfig();
  const now = useNow();
  const { data: reports } = useRigReports(rig.rig);
  return (
    <Section title="Reports" note={<Link href={`/truth?rig=${rig.rig}`}>Every signature</Link>}>
      {reports?.length === 0 && <Empty>No report is final yet.</Empty>}
      {reports && reports.length > 0 && (
        <TableBox label="Final reports">
          <thead><tr><th scope="col">Epoch</th><th scope="col" className="num">The pool credited</th><th scope="col">Grade</th><th scope="col" className="num hidden sm:table-cell">Signed by</th><th scope="col" className="hidden md:table-cell">Final</th><th scope="col" className="hidden md:table-cell">Transaction</th></tr></thead>
          <tbody>
            {reports.slice(0, SHOWN).map((report) => (
              <tr key={report.epoch}>
                <th scope="row">{grouped(report.epoch)}</th>
                <td className="num"><CoinAmount base={BigInt(report.gross)} decimals={COINS[rig.coin]?.decimals ?? 8} symbol={rig.coin} /></td>
                <td><GradeTag grade={report.grade} /></td>
                <td className="num hidden sm:table-cell">{report.signers} reporters</td>
                <td title={moment(report.time_seconds)} className="hidden whitespace-nowrap md:table-cell">{ago(report.time_seconds, now)}</td>
                <td className="hidden md:table-cell"><Hash value={report.tx_hash} rest={config.rest} /></td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      )}
    </Section>
  );
}
