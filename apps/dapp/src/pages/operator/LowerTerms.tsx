import { type FormEvent, useState } from "react";
import { useConfig } from "@/app/config";
import type * as Nft from "@/chain/contracts/hashrate-nft";
import { Dialog } from "@/components/Dialog";
import { TextField } from "@/components/Field";
import { read, whole } from "@/components/number";
import { useQuoteCurrency } from "@/data/status";
import { exact, parse } from "@/money/amount";
import { rigMsg } from "@/tx/actions";
import { useTransact } from "@/tx/useTransact";

/** "2.5" per cent as basis points. */
export const bps = (text: string): number => {
  const value = Number(parse(text, 2));
  if (value > 10_000) throw new Error("At most 100 %");
  return value;
};

export function LowerTerms({ rig, onClose }: { rig: Nft.RigResponse; onClose: () => void }) {
  const config = useConfig();
  const transact = useTransact();
  const quote = useQuoteCurrency();
  const now = rig.facts.terms.at(-1);
  const before = { watts: now?.watts ?? 0, kwh: BigInt(now?.electricity_nano_per_kwh ?? "0"), fee: now?.service_fee_bps ?? 0 };
  const [watts, setWatts] = useState(String(before.watts));
  const [kwh, setKwh] = useState(exact(before.kwh, 9));
  const [fee, setFee] = useState(exact(BigInt(before.fee), 2));
  const fields = {
    watts: read(watts, (text) => whole(text, 0, before.watts)),
    kwh: read(kwh, (text) => {
      const value = parse(text, 9);
      if (value > before.kwh) throw new Error(`It can only fall: it is ${exact(before.kwh, 9)} now`);
      return value;
    }),
    fee: read(fee, (text) => {
      const value = bps(text);
      if (value > before.fee) throw new Error(`It can only fall: it is ${exact(BigInt(before.fee), 2)} % now`);
      return value;
    }),
  };
  const change = {
    ...(fields.watts.value !== null && fields.watts.value < before.watts ? { watts: fields.watts.value } : {}),
    ...(fields.kwh.value !== null && fields.kwh.value < before.kwh ? { electricity_nano_per_kwh: fields.kwh.value.toString() } : {}),
    ...(fields.fee.value !== null && fields.fee.value < before.fee ? { service_fee_bps: fields.fee.value } : {}),
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onClose();
    void transact({ title: `Lower the terms of rig ${rig.rig}`, actions: [rigMsg(config, { lower_terms: { rig: rig.rig, ...change } })] });
  };
  return (
    <Dialog open title={`Lower the terms of rig ${rig.rig}`} onClose={onClose}>
      <form onSubmit={submit} className="grid gap-3">
        <TextField label="Watts of the rig" inputMode="numeric" value={watts} error={fields.watts.error} onChange={(event) => setWatts(event.target.value)} />
        <TextField label={`Electricity, ${quote} per kWh`} inputMode="decimal" value={kwh} error={fields.kwh.error} onChange={(event) => setKwh(event.target.value)} />
        <TextField label="Service fee, %" inputMode="decimal" value={fee} error={fields.fee.error} onChange={(event) => setFee(event.target.value)} />
        <button type="submit" className="btn btn-main" disabled={Object.keys(change).length === 0}>Lower them</button>
        <p className="small">Counts from the next epoch on. Terms never rise again.</p>
      </form>
    </Dialog>
  );
}
