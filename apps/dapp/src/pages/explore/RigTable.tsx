import { Link } from "wouter";
import { TableBox } from "@/components/Page";
import { Ribbon } from "@/components/Ribbon";
import { GradeTag, RecordTag, shownState, StateTag } from "@/components/Tags";
import { efficiency } from "@/money/hashrate";
import { Hashrate, NetCell, PaybackCell, PriceCell, YieldCell } from "./cells";
import type { Period } from "@/money/time";
import type { RigView } from "./filter";

export function RigTable({ views, period }: { views: readonly RigView[]; period: Period }) {
  return (
    <TableBox label="Rigs">
      <thead>
        <tr>
          <th scope="col">Rig</th>
          <th scope="col" className="num">Hashrate</th>
          <th scope="col" className="num">Price of a share</th>
          <th scope="col" className="w-40">A share's {period.one}, net</th>
          <th scope="col" className="num">Net yield</th>
          <th scope="col" className="num">Payback</th>
          <th scope="col">Delivered</th>
          <th scope="col">Last report</th>
        </tr>
      </thead>
      <tbody>
        {views.map(({ rig, ended, day, offer, yields }) => (
          <tr key={rig.rig}>
            <th scope="row" className="!text-base !font-normal !text-ink">
              <Link href={`/rig/${rig.rig}`} className="block max-w-52 truncate font-semibold">{rig.name}</Link>
              <span className="small">{rig.coin} · rig {rig.rig}</span> {(ended || rig.status !== "approved") && <StateTag state={shownState(rig.status, ended)} />}
            </th>
            <td className="num"><Hashrate hs={rig.hashrate_hs} coin={rig.coin} /><span className="small block">{efficiency(BigInt(rig.watts), BigInt(rig.hashrate_hs), rig.coin)}</span></td>
            <td className="num"><PriceCell offer={offer} /></td>
            <td><div className="grid gap-1.5"><NetCell day={day} />{day && <Ribbon day={day} />}</div></td>
            <td className="num"><YieldCell yields={yields} period={period} /></td>
            <td className="num"><PaybackCell yields={yields} period={period} /></td>
            <td><RecordTag record={rig.record} /></td>
            <td><GradeTag grade={rig.last_report?.grade} /></td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}
