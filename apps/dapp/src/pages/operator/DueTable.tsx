import { useConfig } from "@/app/config";
import { Amount, CoinAmount } from "@/components/Amount";
import { TableBox } from "@/components/Page";
import { Empty } from "@/components/Problem";
import { mayBeOver, type Moment } from "@/data/grace";
import { MOST_DUE, type RigDesk } from "@/data/operator";
import { useMoment } from "@/data/status";
import { COINS } from "@/math/coins";
import { grouped } from "@/money/amount";
import { written } from "@/money/denom";
import { ago, moment } from "@/money/time";
import { useTransact } from "@/tx/useTransact";
import { settleActions, totals } from "./settle";

const count = (desks: readonly RigDesk[]): number => desks.reduce((sum, { due }) => sum + (due?.items.length ?? 0), 0);

/** The contract has the last word on it: it knows of pauses, which lengthen the grace. */
function GraceTag({ end, now }: { end: Moment; now: Moment }) {
  const over = mayBeOver(end, now);
  const blocks = Math.max(0, end.height - now.height);
  const words = over ? "grace may be over"
    : now.seconds <= end.seconds ? `grace ends ${ago(end.seconds, now.seconds)}` : `grace ends in ${grouped(blocks + 1)} blocks`;
  return <span className={`tag ${over ? "tag-bad" : "tag-warn"}`} title={moment(end.seconds)}>{words}</span>;
}

/** What is due, for what, and until when. */
export function DueTable({ desks }: { desks: readonly RigDesk[] }) {
  const config = useConfig();
  const transact = useTransact();
  const now = useMoment();
  const open = desks.filter((desk) => desk.due && desk.due.items.length > 0);
  const waiting = desks.filter((desk) => !desk.due && desk.waits);
  const cut = open.some(({ more }) => more);
  const all = totals(open.flatMap(({ due }) => due ?? []));
  const settle = (which: readonly RigDesk[]): void => {
    const dues = which.flatMap(({ due }) => due ?? []);
    void transact({ title: `Settle ${count(which)} epochs of ${which.length} ${which.length === 1 ? "rig" : "rigs"}`, actions: settleActions(config, dues) });
  };
  return (
    <div className="grid gap-4">
      {open.length === 0 && <Empty>Nothing is due. What the reporters make final next will stand here.</Empty>}
      {open.length > 0 && (
        <div className="card flex flex-wrap items-center justify-between gap-4 p-4">
          <div>
            <p className="small">{cut ? `Due for the next epochs, at most ${MOST_DUE} a rig: more are due after these` : "Due in all"}</p>
            <ul className="text-2xl font-semibold tracking-tight">{all.map(({ denom, amount }) => <li key={denom}><Amount base={amount} denom={denom} /></li>)}</ul>
          </div>
          <button type="button" className="btn btn-main" onClick={() => settle(open)}>{cut ? `Settle these ${grouped(count(open))}` : "Settle all of it"}</button>
        </div>
      )}
      {open.map((desk) => (
        <section key={desk.rig.rig} aria-label={`Due of rig ${desk.rig.rig}`}>
          <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
            <h2>Rig {desk.rig.rig}: {desk.rig.profile.model}</h2>
            <div className="flex items-center gap-3">
              {desk.graceEnd && <GraceTag end={desk.graceEnd} now={now} />}
              <button type="button" className="btn btn-small" onClick={() => settle([desk])}>Settle {desk.more && `the next ${desk.due?.items.length ?? 0} of `}rig {desk.rig.rig}</button>
            </div>
          </div>
          <TableBox label={`Due epochs of rig ${desk.rig.rig}`}>
            <thead><tr><th scope="col">Epoch</th><th scope="col" className="num">Gross</th><th scope="col" className="num">Electricity</th><th scope="col" className="num">Service</th><th scope="col" className="num">To holders</th><th scope="col" className="num">Protocol</th></tr></thead>
            <tbody>
              {desk.due?.items.map((item) => {
                const coin = { decimals: COINS[desk.rig.facts.coin]?.decimals ?? 8, symbol: desk.rig.facts.coin };
                return (
                  <tr key={item.epoch}>
                    <th scope="row">{grouped(item.epoch)}</th>
                    <td className="num"><CoinAmount base={BigInt(item.gross)} {...coin} /></td>
                    <td className="num"><CoinAmount base={BigInt(item.electricity)} {...coin} /></td>
                    <td className="num"><CoinAmount base={BigInt(item.service_fee)} {...coin} /></td>
                    <td className="num"><Amount base={BigInt(item.holders)} denom={written(item.denom)} className="font-semibold" /></td>
                    <td className="num"><Amount base={BigInt(item.protocol_fee)} denom={written(item.denom)} /></td>
                  </tr>
                );
              })}
            </tbody>
          </TableBox>
        </section>
      ))}
      {waiting.map((desk) => <p key={desk.rig.rig} className="card p-4">Rig {desk.rig.rig} waits: {desk.waits}.</p>)}
    </div>
  );
}
