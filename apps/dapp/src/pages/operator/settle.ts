// Settlements as transactions: exactly what the contract says is due, by what each rig pays in.
import type { AppConfig } from "@/app/config";
import type * as Distributor from "@/chain/contracts/distributor";
import { written } from "@/money/denom";
import { type Action, distributor } from "@/tx/actions";

export interface DenomDue {
  readonly denom: string;
  readonly amount: bigint;
}

/** All dues in one list by denom. */
export function totals(dues: readonly Distributor.DueResponse[]): DenomDue[] {
  const all = new Map<string, bigint>();
  for (const { totals } of dues) {
    for (const { denom, amount } of totals) all.set(written(denom), (all.get(written(denom)) ?? 0n) + BigInt(amount));
  }
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([denom, amount]) => ({ denom, amount }));
}

const base64 = (text: string): string => btoa(text);

/** A message a rig. Those that pay in a cw20 are settled through that contract. */
export function settleActions(config: AppConfig, dues: readonly Distributor.DueResponse[]): Action[] {
  return dues.flatMap((due): Action[] => {
    const items = due.items.map(({ rig, epoch }) => ({ rig, epoch }));
    const first = due.items[0];
    if (!first) return [];
    if ("cw20" in first.denom) {
      const amount = due.totals.reduce((sum, total) => sum + BigInt(total.amount), 0n).toString();
      const msg = { send: { contract: config.contracts.distributor, amount, msg: base64(JSON.stringify({ settle: { items } })) } };
      return [{ kind: "execute", contract: first.denom.cw20, msg, funds: [] }];
    }
    const funds = due.totals.map(({ denom, amount }) => ({ denom: written(denom), amount }));
    return [distributor(config, { settle: { items } }, funds.filter(({ amount }) => amount !== "0"))];
  });
}
