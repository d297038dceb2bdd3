import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { useConfig } from "@/app/config";
import { staking } from "@/chain/query";
import type * as Distributor from "@/chain/contracts/distributor";
import { Address } from "@/components/Address";
import { Amount } from "@/components/Amount";
import { SelectField } from "@/components/Field";
import { TableBox } from "@/components/Page";
import { Empty, Problem, Waiting } from "@/components/Problem";
import { claimableNow, useClaimable, usePayoutAddress } from "@/data/holder";
import { written } from "@/money/denom";
import { grouped } from "@/money/amount";
import { claims } from "@/tx/actions";
import { useTransact } from "@/tx/useTransact";
import { claimableRigs, claimAndStake, type Sum, sums } from "./claims";

/** What can be claimed stands apart from what is only expected. */
function Totals({ all }: { all: readonly Sum[] }) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <div>
        <p className="small">Claimable now</p>
        <ul className="text-2xl font-semibold tracking-tight" data-testid="claimable">{all.map(({ denom, claimable }) => <li key={denom}><Amount base={claimable} denom={denom} /></li>)}</ul>
      </div>
      <div>
        <p className="small">Still unsettled (an estimate, not owed yet)</p>
        <ul className="text-2xl tracking-tight text-muted">{all.map(({ denom, unsettled, epochs }) => <li key={denom}><Amount base={unsettled} denom={denom} /> <span className="text-sm">in {grouped(epochs)} epochs</span></li>)}</ul>
      </div>
    </div>
  );
}

function StakeForm({ address, sum, rigs }: { address: string; sum: Sum; rigs: readonly Distributor.RigClaimable[] }) {
  const config = useConfig();
  const transact = useTransact();
  const { data } = useQuery({ queryKey: ["staking"], queryFn: () => staking(config), staleTime: 60_000 });
  const [chosen, setChosen] = useState("");
  if (!data || data.denom !== sum.denom || data.validators.length === 0 || sum.claimable === 0n) return null;
  const validator = chosen || data.validators[0]?.operator_address || "";
  const stake = (): void => void transact({
    title: "Claim and stake",
    actions: claimAndStake(config, address, rigs, sum, validator),
  });
  return (
    <div className="flex flex-wrap items-end gap-2">
      <div className="min-w-0 flex-1">
        <SelectField label="Stake with" value={validator} onChange={(event) => setChosen(event.target.value)}>
          {data.validators.map((each) => <option key={each.operator_address} value={each.operator_address}>{each.description.moniker}</option>)}
        </SelectField>
      </div>
      <button type="button" className="btn" onClick={stake}>Claim and stake</button>
    </div>
  );
}

export function Claimable({ address }: { address: string }) {
  const config = useConfig();
  const transact = useTransact();
  const { data, error } = useClaimable(address);
  const { data: payoutAddress } = usePayoutAddress(address);
  if (error && !data) return <Problem title="What you can claim is not known" detail={error.message} />;
  if (!data) return <Waiting rows={2} />;
  if (data.length === 0) return <Empty>You have no shares yet. <Link href="/">See the rigs</Link>.</Empty>;
  const all = sums(data);
  const rigs = claimableRigs(data);
  const claimAll = async (): Promise<void> => {
    // Asked again: what was shown may be seconds old.
    const now = claimableRigs(await claimableNow(config, address));
    await transact({ title: `Claim from ${now.length} rigs`, actions: claims(config, now.length > 0 ? now : rigs, null) });
  };
  return (
    <section aria-label="Claimable" className="card grid gap-4 p-4 sm:p-5">
      <Totals all={all} />
      {payoutAddress && payoutAddress !== address && <p>A claim goes to <Address value={payoutAddress} />, the payout address that you have set. What is staked at once comes to you.</p>}
      <div className="grid gap-3 md:grid-cols-[auto_minmax(0,1fr)] md:items-end">
        <button type="button" className="btn btn-main" disabled={rigs.length === 0} onClick={() => void claimAll()}>
          {rigs.length === 0 ? "Nothing to claim yet" : rigs.length === 1 ? "Claim it" : `Claim all, ${rigs.length} rigs`}
        </button>
        {all.map((sum) => <StakeForm key={sum.denom} address={address} sum={sum} rigs={data} />)}
      </div>
      <details>
        <summary className="text-sm font-medium text-pine">By rig</summary>
        <div className="mt-2">
          <TableBox label="Claimable by rig">
            <thead><tr><th scope="col">Rig</th><th scope="col" className="num">Claimable</th><th scope="col" className="num">Unsettled</th><th scope="col" className="num">Short</th></tr></thead>
            <tbody>
              {data.map((rig) => (
                <tr key={rig.rig}>
                  <th scope="row"><Link href={`/rig/${rig.rig}`}>rig {rig.rig}</Link></th>
                  <td className="num"><Amount base={BigInt(rig.claimable)} denom={written(rig.denom)} /></td>
                  <td className="num"><Amount base={BigInt(rig.unsettled_estimate)} denom={written(rig.denom)} /><span className="small block">{rig.unsettled_epochs} epochs</span></td>
                  <td className="num"><Amount base={BigInt(rig.short)} denom={written(rig.denom)} /></td>
                </tr>
              ))}
            </tbody>
          </TableBox>
        </div>
      </details>
    </section>
  );
}
