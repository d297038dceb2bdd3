import { type FormEvent, useState } from "react";
import { useConfig } from "@/app/config";
import { SelectField, TextField } from "@/components/Field";
import { Waiting } from "@/components/Problem";
import { useRegistrationLists } from "@/data/operator";
import { useClock, useNow } from "@/data/status";
import { COINS } from "@/math/coins";
import { grouped } from "@/money/amount";
import { factsOf, parsed, written } from "@/money/denom";
import { epochAt, epochWord } from "@/money/time";
import { rigMsg } from "@/tx/actions";
import { useTransact } from "@/tx/useTransact";
import { type Draft, EMPTY, type Problems, toRig } from "./draft";

type Box = { readonly key: keyof Draft; readonly label: string; readonly hint?: string };

/** The form of a new rig. What is wrong stands beneath its box; the contract has the last word. */
export function Register() {
  const config = useConfig();
  const transact = useTransact();
  const clock = useClock();
  const now = useNow();
  const { data: lists } = useRegistrationLists();
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [problems, setProblems] = useState<Problems>({});
  if (!lists || !clock) return <Waiting rows={6} />;
  const current = epochAt(clock, now);
  const mined = lists.assets.filter(({ symbol }) => COINS[symbol]);
  const coin = draft.coin || mined[0]?.symbol || "";
  const algorithm = COINS[coin]?.algorithm;
  const unit = algorithm?.hashrateUnit ?? "H/s";
  const payout = draft.payout || (lists.denoms[0] ? written(lists.denoms[0].denom) : "");
  const saleDenom = draft.saleDenom || (config.denoms[0]?.denom ?? "");
  const set = (key: keyof Draft, value: string): void => {
    setDraft({ ...draft, [key]: value });
    setProblems({ ...problems, [key]: undefined });
  };
  const box = ({ key, label, hint }: Box) => (
    <TextField key={key} label={label} hint={hint} error={problems[key] ?? null} value={draft[key]} onChange={(event) => set(key, event.target.value)} />
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { rig, problems: found } = toRig({ ...draft, coin, payout, saleDenom }, { current, quote: lists.quote, payout: parsed(payout) });
    setProblems(found);
    if (rig) void transact({ title: `Register ${rig.model}`, actions: [rigMsg(config, { register_rig: { rig } })] });
  };
  return (
    <form onSubmit={submit} className="card grid gap-5 p-4 sm:p-5" noValidate>
      <fieldset className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        <legend className="mb-2 font-semibold">The machine</legend>
        {box({ key: "model", label: "Model", hint: "Such as Antminer S21 Pro" })}
        <SelectField label="Coin" value={coin} onChange={(event) => set("coin", event.target.value)}>{mined.map(({ symbol }) => <option key={symbol}>{symbol}</option>)}</SelectField>
        {box({ key: "hashrate", label: `Hashrate, ${unit}` })}
        {box({ key: "unit", label: `Hashrate of one share, ${unit}`, hint: "Divides the hashrate" })}
        {box({ key: "watts", label: "Watts of the whole rig" })}
        {box({ key: "location", label: "Place" })}
        {box({ key: "renewable", label: "Renewable energy, %" })}
      </fieldset>
      <fieldset className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        <legend className="mb-2 font-semibold">The pool</legend>
        {box({ key: "pool", label: "Pool", hint: "As reporters name it, such as braiins" })}
        <SelectField label="It pays" value={draft.scheme} onChange={(event) => set("scheme", event.target.value)}>
          <option value="fpps">FPPS: full pay per share</option><option value="pplns">PPLNS: a part of found blocks</option><option value="solo">Solo: own blocks only</option>
        </SelectField>
        {box({ key: "worker", label: "Account or worker", hint: "No two rigs share one" })}
        {box({ key: "payoutAddress", label: `${coin} address that the pool pays to`, hint: "No two rigs share one" })}
      </fieldset>
      <fieldset className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        <legend className="mb-2 font-semibold">The terms, for ever (prices may fall)</legend>
        {box({ key: "kwh", label: `Electricity, ${lists.quote} per kWh` })}
        {box({ key: "serviceFee", label: "Service fee, %" })}
        {box({ key: "royalty", label: "Royalty on later sales, %", hint: "At most 10" })}
        {box({ key: "start", label: "First epoch", hint: `Now is epoch ${grouped(current)}; each is a ${epochWord(clock)}` })}
        {box({ key: "epochs", label: "Epochs of the term" })}
        <SelectField label="Pays holders in" value={payout} onChange={(event) => set("payout", event.target.value)}>
          {lists.denoms.map(({ denom, asset }) => <option key={written(denom)} value={written(denom)}>{factsOf(config, written(denom)).symbol} ({asset})</option>)}
        </SelectField>
        <SelectField label="Sells shares for" value={saleDenom} onChange={(event) => set("saleDenom", event.target.value)}>
          {config.denoms.filter(({ denom }) => !denom.startsWith("cw20:")).map(({ denom, symbol }) => <option key={denom} value={denom}>{symbol}</option>)}
        </SelectField>
        <SelectField label="Settles from grade" value={draft.grade} onChange={(event) => set("grade", event.target.value)}>
          <option value="plausible">plausible</option><option value="attested">attested</option>
        </SelectField>
      </fieldset>
      <div className="flex flex-wrap items-center gap-4">
        <button type="submit" className="btn btn-main">Register the rig</button>
        <p className="small max-w-prose">It then waits for the registrar. {Object.values(problems).some(Boolean) && <strong className="text-alarm">Something above needs another look.</strong>}</p>
      </div>
    </form>
  );
}

