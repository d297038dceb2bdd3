import { Link } from "wouter";
import { Ribbon } from "@/components/Ribbon";
import { GradeTag, RecordTag, shownState, StateTag } from "@/components/Tags";
import { efficiency } from "@/money/hashrate";
import { Hashrate, NetCell, PaybackCell, PriceCell, YieldCell } from "./cells";
import type { Period } from "@/money/time";
import type { RigView } from "./filter";

export function RigCards({ views, period }: { views: readonly RigView[]; period: Period }) {
  return (
    <ul className="grid gap-3 sm:grid-cols-2 min-[960px]:grid-cols-3">
      {views.map(({ rig, ended, day, offer, yields }) => (
        <li key={rig.rig} className="card grid min-w-0 gap-3 p-4">
          <div className="flex items-start justify-between gap-2">
            <div className="min-w-0">
              <Link href={`/rig/${rig.rig}`} className="wrap-anywhere font-semibold">{rig.name}</Link>
              <p className="small">{rig.coin} · rig {rig.rig} · <Hashrate hs={rig.hashrate_hs} coin={rig.coin} /> · {efficiency(BigInt(rig.watts), BigInt(rig.hashrate_hs), rig.coin)}</p>
            </div>
            {(ended || rig.status !== "approved") && <StateTag state={shownState(rig.status, ended)} />}
          </div>
          {day && <Ribbon day={day} />}
          <dl className="grid grid-cols-2 gap-x-4 gap-y-2">
            <div><dt className="small">Price of a share</dt><dd><PriceCell offer={offer} /></dd></div>
            <div><dt className="small">A share's {period.one}, net</dt><dd><NetCell day={day} /></dd></div>
            <div><dt className="small">Net yield</dt><dd><YieldCell yields={yields} period={period} /></dd></div>
            <div><dt className="small">Payback</dt><dd><PaybackCell yields={yields} period={period} /></dd></div>
          </dl>
          <p className="flex flex-wrap gap-2"><RecordTag record={rig.record} /><GradeTag grade={rig.last_report?.grade} /></p>
        </li>
      ))}
    </ul>
  );
}
