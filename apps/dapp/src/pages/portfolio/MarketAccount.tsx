import { useConfig } from "@/app/config";
import { Amount } from "@/components/Amount";
import { useMarketAccount } from "@/data/holder";
import { marketplace } from "@/tx/actions";
import { useTransact } from "@/tx/useTransact";

/** Refunds and royalties that the marketplace holds until they are taken. */
export function MarketAccount({ address }: { address: string }) {
  const config = useConfig();
  const transact = useTransact();
  const { data } = useMarketAccount(address);
  const there = data?.filter(({ amount }) => amount !== "0") ?? [];
  if (there.length === 0) return null;
  return (
    <div className="card mt-4 flex flex-wrap items-center justify-between gap-3 p-4">
      <p>The marketplace holds {there.map(({ denom, amount }, at) => <span key={denom}>{at > 0 && " and "}<Amount base={BigInt(amount)} denom={denom} className="font-semibold" /></span>)} for you.</p>
      <button type="button" className="btn btn-small" onClick={() => void transact({ title: "Withdraw from the marketplace", actions: [marketplace(config, { withdraw: { denoms: there.map(({ denom }) => denom) } })] })}>Withdraw</button>
    </div>
  );
}
