import { useConfig } from "@/app/config";
import { Amount, CoinAmount } from "@/components/Amount";
import { TableBox } from "@/components/Page";
import { Empty } from "@/components/Problem";
import type { RigDesk } from "@/data/operator";
import { useNow } from "@/data/status";
import { COINS } from "@/math/coins";
import { grouped } from "@/money/amount";
import { written } from "@/money/denom";
import { ago, moment } from "@/money/time";
import { useTransact } from "@/tx/useTransact";
import { settleActions, totals } from "./settle";

/** What is due, for what, and until when. */
export function DueTable({ desks }: { desks: readonly RigDesk[] }) {
  const config = useConfig();
  const transact = useTransact();
  const now = useNow();
  const open = desks.filter((desk) => desk.due && desk.due.items.length > 0);
  const waiting = desks.filter((desk) => !desk.due && desk.waits);
  const all = totals(open.flatMap(({ due }) => due ?? []));
  const settle = (which: readonly RigDesk[]): void => {
    const dues = which.flatMap(({ due }) => due ?? []);
    const count = dues.reduce((sum, { items }) => sum + items.length, 0);
    void transact({ title: `Settle ${count} epochs of ${which.length} ${which.length === 1 ? "rig" : "rigs"}`, actions: settleActions(config, dues) });
  };
  return (
    <div className="grid gap-4">
      {open.length === 0 && <Empty>Nothing is due. What the reporters make final next will stand here.</Empty>}
      {open.length > 0 && (
        <div className="card flex flex-wrap items-center justify-between gap-4 p-4">
          <div>
            <p className="small">Due in all</p>
            <ul className="text-2xl font-semibold tracking-tight">{all.map(({ denom, amount }) => <li key={denom}><Amount base={amount} denom={denom} /></li>)}</ul>
          </div>
          <button type="button" className="btn btn-main" onClick={() => settle(open)}>Settle all of it</button>
        </div>
      )}
      {open.map((desk) => (
        <section key={desk.rig.rig} aria-label={`Due of rig ${desk.rig.rig}`}>
          <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
            <h2>Rig {desk.rig.rig}: {desk.rig.profile.model}</h2>
            <div className="flex items-center gap-3">
              {desk.graceEndsSeconds !== null && (
                <span className={`tag ${now >= desk.graceEndsSeconds ? "tag-bad" : "tag-warn"}`} title={moment(desk.graceEndsSeconds)}>
                  {now >= desk.graceEndsSeconds ? "grace is over" : `grace ends ${ago(desk.graceEndsSeconds, now)}`}
                </span>
              )}
              <button type="button" className="btn btn-small" onClick={() => settle([desk])}>Settle rig {desk.rig.rig}</button>
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
