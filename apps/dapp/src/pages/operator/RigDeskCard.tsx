import { useState } from "react";
import { Link } from "wouter";
import { useConfig } from "@/app/config";
import { Address } from "@/components/Address";
import { Amount } from "@/components/Amount";
import { Dialog } from "@/components/Dialog";
import { Fact } from "@/components/Page";
import { RecordTag, shownState, StateTag } from "@/components/Tags";
import { type RigDesk, useBuyers } from "@/data/operator";
import { summaryOf } from "@/data/rigs";
import { useEnded } from "@/data/status";
import { grouped } from "@/money/amount";
import { written } from "@/money/denom";
import { moment } from "@/money/time";
import { distributor, rigMsg } from "@/tx/actions";
import { useTransact } from "@/tx/useTransact";
import { LowerTerms } from "./LowerTerms";
import { OpenSale } from "./OpenSale";

function Holders({ rig, operator }: { rig: number; operator: string }) {
  const { data, error } = useBuyers(operator);
  const buyers = data?.find((sale) => sale.rig === rig)?.buyers ?? [];
  if (error && !data) return <p className="small">Who holds its shares, the indexer knows; it does not answer.</p>;
  if (buyers.length === 0) return <p className="small">Nobody holds shares of it yet.</p>;
  return (
    <details>
      <summary className="text-sm font-medium text-pine">{grouped(buyers.length)} holders</summary>
      <ul className="mt-2 grid gap-1 text-sm sm:grid-cols-2">
        {buyers.map(({ holder, shares }) => <li key={holder} className="flex justify-between gap-3"><Address value={holder} you={operator} /><span>{grouped(shares)} shares</span></li>)}
      </ul>
    </details>
  );
}

/** One rig as its operator sees it. */
export function RigDeskCard({ desk, operator }: { desk: RigDesk; operator: string }) {
  const config = useConfig();
  const transact = useTransact();
  const { rig, book } = desk;
  const [open, setOpen] = useState<"sale" | "terms" | "retire" | null>(null);
  const summary = summaryOf(rig, book);
  const account = book.account.filter(({ amount }) => amount !== "0");
  const unbooked = BigInt(book.unbooked_proceeds);
  const withdraw = (): void => void transact({
    title: `Withdraw what is on rig ${rig.rig}'s account`,
    actions: [...(unbooked > 0n ? [distributor(config, { book_proceeds: { rigs: [rig.rig] } })] : []), distributor(config, { withdraw: { rigs: [rig.rig] } })],
  });
  const ended = useEnded(summary);
  const runs = summary.status === "approved" && !ended;
  return (
    <section aria-label={`Rig ${rig.rig}`} className="card grid gap-4 p-4 sm:p-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2><Link href={`/rig/${rig.rig}`}>Rig {rig.rig}: {rig.profile.model}</Link></h2>
        <span className="flex gap-2"><StateTag state={shownState(summary.status, ended)} /><RecordTag record={summary.record} /></span>
      </div>
      <dl className="grid grid-cols-2 gap-4 md:grid-cols-4">
        <Fact name="Shares sold">{grouped(rig.minted)} of {grouped(rig.facts.shares)}</Fact>
        <Fact name="Sales have brought"><Amount base={BigInt(rig.proceeds.total)} denom={rig.proceeds.denom} /></Fact>
        <Fact name="On its account">{account.length === 0 && unbooked === 0n ? "nothing" : account.map(({ denom, amount }) => <Amount key={written(denom)} base={BigInt(amount)} denom={written(denom)} className="block" />)}{unbooked > 0n && <span className="small block"><Amount base={unbooked} denom={rig.proceeds.denom} /> not booked yet</span>}</Fact>
        <Fact name="Sale">{rig.sale ? <><Amount base={BigInt(rig.sale.price_per_share)} denom={rig.proceeds.denom} /> a share, until {moment(rig.sale.closes_seconds)}</> : "none"}</Fact>
      </dl>
      <div className="flex flex-wrap gap-2">
        <button type="button" className="btn btn-small" disabled={!runs} onClick={() => setOpen("sale")}>{rig.sale ? "Change the sale" : "Open a sale"}</button>
        {rig.sale && <button type="button" className="btn btn-small" onClick={() => void transact({ title: `Stop the sale of rig ${rig.rig}`, actions: [rigMsg(config, { stop_sale: { rig: rig.rig } })] })}>Stop the sale</button>}
        <button type="button" className="btn btn-small" disabled={account.length === 0 && unbooked === 0n} onClick={withdraw}>Withdraw</button>
        <button type="button" className="btn btn-small" onClick={() => setOpen("terms")}>Lower terms</button>
        <button type="button" className="btn btn-small" disabled={!runs} onClick={() => setOpen("retire")}>Retire</button>
      </div>
      <Holders rig={rig.rig} operator={operator} />
      {open === "sale" && <OpenSale rig={rig} onClose={() => setOpen(null)} />}
      {open === "terms" && <LowerTerms rig={rig} onClose={() => setOpen(null)} />}
      <Dialog open={open === "retire"} title={`Retire rig ${rig.rig}`} onClose={() => setOpen(null)}>
        <p>The rig ends with the current epoch, for ever. {rig.minted > 0 && <strong>{grouped(rig.minted)} shares are outstanding: this is a default, and stays on your record.</strong>}</p>
        <button type="button" className="btn" onClick={() => { setOpen(null); void transact({ title: `Retire rig ${rig.rig}`, actions: [rigMsg(config, { retire_rig: { rig: rig.rig } })] }); }}>Retire it for ever</button>
      </Dialog>
    </section>
  );
}
