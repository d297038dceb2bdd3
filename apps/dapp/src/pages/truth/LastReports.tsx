import { useState } from "react";
import { Link } from "wouter";
import { useConfig } from "@/app/config";
import { Hash } from "@/components/Address";
import { CoinAmount } from "@/components/Amount";
import { TableBox } from "@/components/Page";
import { Empty, Problem, Waiting } from "@/components/Problem";
import { GradeTag } from "@/components/Tags";
import { useAllRigs } from "@/data/rigs";
import { useNow } from "@/data/status";
import { useLastReports, useObservations, useReporters } from "@/data/truth";
import type { ReportRow } from "@/indexer/types";
import { COINS } from "@/math/coins";
import { grouped, percent } from "@/money/amount";
import { ago, moment } from "@/money/time";
import { distanceBps, spreadOf } from "./spread";

type Row = ReportRow & { readonly rig: number };

/** Each reporter's own signed figure, how far it is from the median, and where it was handed in. */
function Signatures({ row, coin }: { row: Row; coin: string }) {
  const config = useConfig();
  const { data, error } = useObservations(row.rig, row.epoch, true);
  const { data: reporters } = useReporters(row.epoch);
  const decimals = COINS[coin]?.decimals ?? 8;
  if (error && !data) return <Problem title="The signatures can't be shown" detail={error.message} />;
  if (!data) return <Waiting rows={1} />;
  const reported = BigInt(row.gross);
  const allowed = reporters?.config.report_spread_bps ?? 0;
  const spread = spreadOf(data.observations.map(({ gross }) => BigInt(gross)), reported, allowed);
  const nameOf = (id: number): string => reporters?.config.reporters.find((each) => each.id === id)?.name ?? `reporter ${id}`;
  return (
    <div className="grid gap-2">
      <p className="small">Widest distance among those that agree: {percent(spread.widest)}{spread.outside > 0 && `; ${spread.outside} outside the allowed ${percent(BigInt(allowed))}`}.</p>
      <TableBox label={`Signatures for rig ${row.rig}, epoch ${row.epoch}`}>
        <thead><tr><th scope="col">Reporter</th><th scope="col" className="num">Signed</th><th scope="col" className="num">From the median</th><th scope="col">Digest</th><th scope="col">Handed in</th></tr></thead>
        <tbody>
          {data.observations.map(({ reporter, gross }) => {
            const distance = distanceBps(BigInt(gross), reported);
            const batch = row.batches.find((each) => each.reporter === reporter);
            return (
              <tr key={reporter}>
                <th scope="row">{nameOf(reporter)}</th>
                <td className="num"><CoinAmount base={BigInt(gross)} decimals={decimals} symbol={coin} /></td>
                <td className="num">{distance === undefined ? "–" : <span className={distance > BigInt(allowed) ? "tag tag-bad" : ""}>{percent(distance)}</span>}</td>
                <td className="mono" title={batch?.digest}>{batch ? `${batch.digest.slice(0, 12)}…` : "–"}</td>
                <td><Hash value={batch?.tx_hash ?? ""} rest={config.rest} /></td>
              </tr>
            );
          })}
        </tbody>
      </TableBox>
    </div>
  );
}

function Report({ row, coin }: { row: Row; coin: string }) {
  const now = useNow();
  const [open, setOpen] = useState(false);
  return (
    <li className="card min-w-0 p-3 sm:p-4">
      <div className="grid grid-cols-2 items-center gap-x-4 gap-y-2 md:grid-cols-[1.4fr_1.2fr_1fr_1fr_auto]">
        <span><Link href={`/rig/${row.rig}`} className="font-semibold">Rig {row.rig}</Link> <span className="small">epoch {grouped(row.epoch)}</span></span>
        <CoinAmount base={BigInt(row.gross)} decimals={COINS[coin]?.decimals ?? 8} symbol={coin} className="font-medium" />
        <span><GradeTag grade={row.grade} /></span>
        <span className="small" title={moment(row.time_seconds)}>{ago(row.time_seconds, now)}</span>
        <button type="button" className="btn btn-small col-span-2 md:col-span-1" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? "Hide" : "Show"} {row.signers} signatures<span className="sr"> for rig {row.rig}, epoch {row.epoch}</span></button>
      </div>
      {open && <div className="mt-3"><Signatures row={row} coin={coin} /></div>}
    </li>
  );
}

export function LastReports({ rig }: { rig: number | null }) {
  const { data, error } = useLastReports(rig);
  const { rigs } = useAllRigs();
  const coinOf = (number: number): string => rigs?.find((each) => each.rig === number)?.coin ?? "";
  const [all, setAll] = useState(false);
  if (error && !data) return <Problem title="The reports can't be shown" detail={error.message} />;
  if (!data) return <Waiting rows={5} />;
  if (data.length === 0) return <Empty>No report is final yet.</Empty>;
  const shown = all ? data : data.slice(0, 8);
  return (
    <>
      <ul className="grid gap-2">{shown.map((row) => <Report key={`${row.rig}-${row.epoch}`} row={row} coin={coinOf(row.rig)} />)}</ul>
      {!all && data.length > shown.length && <p className="mt-3 text-center"><button type="button" className="btn" onClick={() => setAll(true)}>Show {data.length - shown.length} more</button></p>}
    </>
  );
}
