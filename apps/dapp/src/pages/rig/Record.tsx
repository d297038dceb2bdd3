import { Amount } from "@/components/Amount";
import { Fact } from "@/components/Page";
import type { RigSummary } from "@/indexer/types";
import { grouped, percent } from "@/money/amount";

/** What was due, what came, and when. */
export function Record({ rig }: { rig: RigSummary }) {
  const { record, payout } = rig;
  const reported = record.closed - record.outage;
  const uptime = record.closed === 0 ? null : (BigInt(reported) * 10_000n) / BigInt(record.closed);
  return (
    <dl className="card grid grid-cols-2 gap-4 p-4 sm:grid-cols-4 sm:p-5">
      <Fact name="Epochs closed">{grouped(record.closed)}</Fact>
      <Fact name="Paid in time">{grouped(record.settled)}</Fact>
      <Fact name="Paid late">{grouped(record.late)}</Fact>
      <Fact name="Defaulted">{grouped(record.defaulted)}</Fact>
      <Fact name="Reported (uptime)">{uptime === null ? "–" : `${percent(uptime)}, ${grouped(record.outage)} outages`}</Fact>
      <Fact name="Delivered"><Amount base={BigInt(record.delivered)} denom={payout} /></Fact>
      <Fact name="Fell short"><Amount base={BigInt(record.short)} denom={payout} /></Fact>
      <Fact name="Cured later"><Amount base={BigInt(record.cured)} denom={payout} /></Fact>
    </dl>
  );
}
