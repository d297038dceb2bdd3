import { useConfig } from "@/app/config";
import { useFirstDue } from "@/data/operator";
import { useNow } from "@/data/status";
import type { RigSummary } from "@/indexer/types";
import { grouped } from "@/money/amount";
import { ago } from "@/money/time";
import { distributor } from "@/tx/actions";
import { useTransact } from "@/tx/useTransact";

/** Where the operator has let the grace pass: what that means, and what anybody can do about it. */
export function Overdue({ rig }: { rig: RigSummary }) {
  const config = useConfig();
  const transact = useTransact();
  const now = useNow();
  const { data } = useFirstDue(rig.rig);
  if (!data || now < data.graceEndsSeconds) return null;
  const { epoch, graceEndsSeconds } = data;
  const call = (): void => void transact({
    title: `Call the default of epoch ${grouped(epoch)} of rig ${rig.rig}`,
    actions: [distributor(config, { default_epoch: { rig: rig.rig, epoch } })],
  });
  return (
    <section aria-label="Overdue" className="card mt-4 grid gap-3 p-4 sm:p-5">
      <p><strong className="text-alarm">Epoch {grouped(epoch)} is overdue.</strong> Its grace ended {ago(graceEndsSeconds, now)}, and the operator has not paid.</p>
      <p className="small">Anybody may call it. Holders then get what is on the rig's account; what is missing is written down as short, for the operator to cure, and the default stays on the record.</p>
      <div><button type="button" className="btn btn-small" onClick={call}>Call the default</button></div>
    </section>
  );
}
