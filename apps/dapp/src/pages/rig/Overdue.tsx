import { useConfig } from "@/app/config";
import { mayBeOver } from "@/data/grace";
import { useFirstDue } from "@/data/operator";
import { useMoment } from "@/data/status";
import type { RigSummary } from "@/indexer/types";
import { grouped } from "@/money/amount";
import { ago } from "@/money/time";
import { distributor } from "@/tx/actions";
import { useTransact } from "@/tx/useTransact";

/** Where the operator has let the grace pass: what that means, and what anybody can do about it. */
export function Overdue({ rig }: { rig: RigSummary }) {
  const config = useConfig();
  const transact = useTransact();
  const now = useMoment();
  const { data } = useFirstDue(rig.rig);
  if (!data || !mayBeOver(data.graceEnd, now)) return null;
  const { epoch, graceEnd } = data;
  const call = (): void => void transact({
    title: `Call the default of epoch ${grouped(epoch)} of rig ${rig.rig}`,
    actions: [distributor(config, { default_epoch: { rig: rig.rig, epoch } })],
  });
  return (
    <section aria-label="Overdue" className="card mt-4 grid gap-3 p-4 sm:p-5">
      <p><strong className="text-alarm">Epoch {grouped(epoch)} is overdue.</strong> Its grace would have ended {ago(graceEnd.seconds, now.seconds)}, and the operator has not paid. Pauses lengthen it: the contract is asked before you sign.</p>
      <p className="small">Anybody may call it. Holders then get what is on the rig's account; what is missing is written down as short, for the operator to cure, and the default stays on the record.</p>
      <div><button type="button" className="btn btn-small" onClick={call}>Call the default</button></div>
    </section>
  );
}
