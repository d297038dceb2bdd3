import { type FormEvent, useState } from "react";
import { useConfig } from "@/app/config";
import type * as Nft from "@/chain/contracts/hashrate-nft";
import { Amount } from "@/components/Amount";
import { Dialog } from "@/components/Dialog";
import { TextField } from "@/components/Field";
import { read, whole } from "@/components/number";
import { exact, grouped, parse } from "@/money/amount";
import { factsOf } from "@/money/denom";
import { rigMsg } from "@/tx/actions";
import { useTransact } from "@/tx/useTransact";

const DAY = 86_400;

export function OpenSale({ rig, onClose }: { rig: Nft.RigResponse; onClose: () => void }) {
  const config = useConfig();
  const transact = useTransact();
  const { denom } = rig.proceeds;
  const { symbol, decimals } = factsOf(config, denom);
  const left = rig.facts.shares - rig.minted;
  const [price, setPrice] = useState(rig.sale ? exact(BigInt(rig.sale.price_per_share), decimals) : "");
  const [days, setDays] = useState("30");
  const [least, setLeast] = useState(String(rig.sale?.least_shares ?? 1));
  const [most, setMost] = useState(String(rig.sale?.most_per_wallet ?? rig.facts.shares));
  const [invited, setInvited] = useState(rig.sale?.allow_list_only ?? false);
  const fields = {
    price: read(price, (text) => parse(text, decimals)),
    days: read(days, (text) => whole(text, 1, 3_660)),
    least: read(least, (text) => whole(text, 1, rig.facts.shares)),
    most: read(most, (text) => whole(text, 1, rig.facts.shares)),
  };
  const ready = fields.price.value !== null && fields.price.value > 0n && fields.days.value !== null && fields.least.value !== null && fields.most.value !== null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!ready || fields.price.value === null || fields.days.value === null || fields.least.value === null || fields.most.value === null) return;
    const now = Math.floor(Date.now() / 1000);
    const sale: Nft.Sale = {
      price_per_share: fields.price.value.toString(), opens_seconds: now, closes_seconds: now + fields.days.value * DAY,
      least_shares: fields.least.value, most_per_wallet: fields.most.value, allow_list_only: invited,
    };
    onClose();
    void transact({ title: `Open the sale of rig ${rig.rig}`, actions: [rigMsg(config, { open_sale: { rig: rig.rig, sale } })] });
  };
  return (
    <Dialog open title={`Sale of rig ${rig.rig}: ${grouped(left)} shares left`} onClose={onClose}>
      <form onSubmit={submit} className="grid gap-3">
        <TextField label={`Price of a share, ${symbol}`} inputMode="decimal" value={price} error={fields.price.error} onChange={(event) => setPrice(event.target.value)} />
        <TextField label="Open for days" inputMode="numeric" value={days} error={fields.days.error} onChange={(event) => setDays(event.target.value)} />
        <TextField label="Least shares at once" inputMode="numeric" value={least} error={fields.least.error} onChange={(event) => setLeast(event.target.value)} />
        <TextField label="Most shares a wallet" inputMode="numeric" value={most} error={fields.most.error} onChange={(event) => setMost(event.target.value)} />
        <label className="flex min-h-6 items-center gap-2 text-sm font-medium"><input type="checkbox" className="size-5 accent-pine" checked={invited} onChange={(event) => setInvited(event.target.checked)} />Only for invited buyers</label>
        {fields.price.value !== null && <p className="small">All that is left would bring <Amount base={fields.price.value * BigInt(left)} denom={denom} />, before the protocol's part.</p>}
        <button type="submit" className="btn btn-main" disabled={!ready}>Open the sale</button>
      </form>
    </Dialog>
  );
}
