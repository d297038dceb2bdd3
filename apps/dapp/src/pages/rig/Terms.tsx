import type * as Nft from "@/chain/contracts/hashrate-nft";
import { useConfig } from "@/app/config";
import { Fact, TableBox } from "@/components/Page";
import { useClock, useQuoteCurrency } from "@/data/status";
import type { RigSummary } from "@/indexer/types";
import { exact, grouped, percent } from "@/money/amount";
import { factsOf } from "@/money/denom";
import { hashrate } from "@/money/hashrate";
import { date, epochStart } from "@/money/time";

/** What the operator has bound itself to; from the chain. */
export function Terms({ rig, fresh }: { rig: RigSummary; fresh: Nft.RigResponse | undefined }) {
  const config = useConfig();
  const quote = useQuoteCurrency();
  const clock = useClock();
  const end = (epoch: number): string => (clock ? `epoch ${grouped(epoch)} (${date(epochStart(clock, epoch))})` : `epoch ${grouped(epoch)}`);
  return (
    <div className="card p-4 sm:p-5">
      <p className="mb-4 text-muted">Written at registration. Hashrate, term, payout, royalty and least grade never change; watts, electricity and service fee can only fall.</p>
      <dl className="grid grid-cols-1 gap-4 min-[420px]:grid-cols-2 md:grid-cols-3 lg:grid-cols-4">
        <Fact name="Registered">{hashrate(BigInt(rig.hashrate_hs), rig.coin)} in {grouped(rig.shares_registered)} shares</Fact>
        <Fact name="Sold">{grouped(rig.shares_minted)} shares</Fact>
        <Fact name="Term begins">{end(rig.start_epoch)}</Fact>
        <Fact name="Term ends">{end(rig.end_epoch)}</Fact>
        <Fact name="Pays in">{factsOf(config, rig.payout).symbol}</Fact>
        <Fact name="Watts">{grouped(rig.watts)}</Fact>
        <Fact name="Electricity">{exact(BigInt(rig.electricity_nano_per_kwh), 9)} {quote} per kWh</Fact>
        <Fact name="Service fee">{percent(BigInt(rig.service_fee_bps))}</Fact>
        {fresh && (
          <>
            <Fact name="Royalty on later sales">{percent(BigInt(fresh.facts.royalty_bps))}</Fact>
            <Fact name="Settles from grade">{fresh.facts.least_grade}</Fact>
            <Fact name="Pool">{fresh.facts.pool}, {fresh.facts.scheme.toUpperCase()}</Fact>
            <Fact name="Worker">{fresh.profile.worker}</Fact>
            <Fact name="Pool pays to">{fresh.profile.payout_address}</Fact>
            <Fact name="Algorithm">{fresh.profile.algorithm}</Fact>
            <Fact name="Place">{fresh.profile.location}</Fact>
            <Fact name="Renewable energy">{percent(BigInt(fresh.profile.renewable_bps))}</Fact>
          </>
        )}
      </dl>
      {fresh && fresh.facts.terms.length > 1 && (
        <div className="mt-4">
          <TableBox label="How its terms fell">
            <thead><tr><th scope="col">From epoch</th><th scope="col" className="num">Watts</th><th scope="col" className="num">{quote} per kWh</th><th scope="col" className="num">Service fee</th></tr></thead>
            <tbody>
              {fresh.facts.terms.map((step) => (
                <tr key={step.from_epoch}>
                  <th scope="row">{grouped(step.from_epoch)}</th><td className="num">{grouped(step.watts)}</td>
                  <td className="num">{exact(BigInt(step.electricity_nano_per_kwh), 9)}</td><td className="num">{percent(BigInt(step.service_fee_bps))}</td>
                </tr>
              ))}
            </tbody>
          </TableBox>
        </div>
      )}
    </div>
  );
}
