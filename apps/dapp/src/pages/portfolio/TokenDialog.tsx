import { type FormEvent, useState } from "react";
import { useConfig } from "@/app/config";
import { smart } from "@/chain/query";
import type * as Market from "@/chain/contracts/marketplace";
import { Amount } from "@/components/Amount";
import { Dialog } from "@/components/Dialog";
import { SelectField, TextField } from "@/components/Field";
import { read, whole } from "@/components/number";
import { useMarketConfig } from "@/data/trade";
import type { HolderToken } from "@/indexer/types";
import { grouped, parse } from "@/money/amount";
import { factsOf } from "@/money/denom";
import { approveMarket, marketplace, nft, rigMsg } from "@/tx/actions";
import { useTransact } from "@/tx/useTransact";
import { useQuery } from "@tanstack/react-query";
import { splitParts } from "./split";

export type Verb = "list" | "split" | "transfer";

const DAY = 86_400;
const TITLES: Readonly<Record<Verb, string>> = { list: "List for sale", split: "Split", transfer: "Transfer" };

interface FormProps {
  readonly token: HolderToken;
  readonly onClose: () => void;
}

/** What the seller gets of a price, from the contract. */
function Proceeds({ token, price, denom }: { token: HolderToken; price: bigint; denom: string }) {
  const config = useConfig();
  const { data } = useQuery({
    queryKey: ["split-of", token.token_id, price.toString()],
    queryFn: ({ signal }) => smart<Market.SplitResponse>(config, config.contracts.marketplace, { split_of: { token_id: token.token_id, price: price.toString() } }, signal),
  });
  if (!data) return <p className="small min-h-10">Asking the marketplace what you would get.</p>;
  return (
    <p className="small min-h-10">You get <Amount base={BigInt(data.seller)} denom={denom} className="font-semibold text-ink" />: the operator's royalty is <Amount base={BigInt(data.royalty)} denom={denom} />, the fee <Amount base={BigInt(data.fee)} denom={denom} />.</p>
  );
}

function ListForm({ token, onClose }: FormProps) {
  const config = useConfig();
  const transact = useTransact();
  const { data: rules } = useMarketConfig();
  const denoms = rules?.denoms ?? [];
  const [chosen, setChosen] = useState("");
  const denom = chosen || (token.ask?.denom ?? denoms[0] ?? "");
  const { symbol, decimals } = factsOf(config, denom);
  const [text, setText] = useState("");
  const [days, setDays] = useState("30");
  const perShare = read(text, (typed) => parse(typed, decimals));
  const span = read(days, (typed) => whole(typed, 1, 365));
  const price = perShare.value === null ? null : perShare.value * BigInt(token.shares);
  const ready = price !== null && price > 0n && span.value !== null && denom !== "";
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!ready || price === null || span.value === null) return;
    onClose();
    void transact({
      title: `List token ${token.token_id}: ${grouped(token.shares)} shares of rig ${token.rig}`,
      actions: [
        approveMarket(config, token.token_id),
        marketplace(config, { ask: { token_id: token.token_id, price: { denom, amount: price.toString() }, expires_seconds: Math.floor(Date.now() / 1000) + span.value * DAY } }),
      ],
    });
  };
  return (
    <form onSubmit={submit} className="grid gap-3">
      <SelectField label="Paid in" value={denom} onChange={(event) => setChosen(event.target.value)}>
        {denoms.map((each) => <option key={each} value={each}>{factsOf(config, each).symbol}</option>)}
      </SelectField>
      <TextField label={`Price of a share, ${symbol}`} inputMode="decimal" value={text} error={perShare.error} onChange={(event) => setText(event.target.value)} />
      <TextField label="Stands for days" inputMode="numeric" value={days} error={span.error} onChange={(event) => setDays(event.target.value)} />
      {price !== null && price > 0n && (
        <>
          <p className="flex justify-between gap-2 font-semibold"><span>Price of the token</span><Amount base={price} denom={denom} /></p>
          <Proceeds token={token} price={price} denom={denom} />
        </>
      )}
      <button type="submit" className="btn btn-main" disabled={!ready}>List it</button>
      <p className="small">One signature approves the marketplace for this token and lists it. It stays yours, and earns, until it is sold.</p>
    </form>
  );
}

function SplitForm({ token, onClose }: FormProps) {
  const config = useConfig();
  const transact = useTransact();
  const [text, setText] = useState("");
  const parts = read(text, (typed) => splitParts(typed, token.shares));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!parts.value) return;
    onClose();
    void transact({ title: `Split token ${token.token_id} into ${parts.value.length}`, actions: [rigMsg(config, { split: { token_id: token.token_id, parts: parts.value } })] });
  };
  return (
    <form onSubmit={submit} className="grid gap-3">
      <TextField label="Shares of each part" value={text} error={parts.error} onChange={(event) => setText(event.target.value)} hint={`Such as "${Math.max(1, Math.floor(token.shares / 2))}": the rest of the ${grouped(token.shares)} makes the last part`} />
      {parts.value && <p>Becomes {parts.value.length} tokens: {parts.value.map((part) => grouped(part)).join(", ")} shares.</p>}
      <button type="submit" className="btn btn-main" disabled={!parts.value}>Split it</button>
      <p className="small">The parts have new numbers, and an ask for the token ends. Nothing that was earned is touched.</p>
    </form>
  );
}

function TransferForm({ token, onClose }: FormProps) {
  const config = useConfig();
  const transact = useTransact();
  const [to, setTo] = useState("");
  const address = read(to, (typed) => {
    const plain = typed.trim();
    if (!new RegExp(`^${config.bech32_prefix}1[02-9ac-hj-np-z]{38,}$`).test(plain)) throw new Error(`Not an address of ${config.chain_id}`);
    return plain;
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!address.value) return;
    onClose();
    void transact({ title: `Transfer token ${token.token_id}`, actions: [nft(config, { transfer_nft: { recipient: address.value, token_id: token.token_id } })] });
  };
  return (
    <form onSubmit={submit} className="grid gap-3">
      <TextField label="To" value={to} error={address.error} onChange={(event) => setTo(event.target.value)} spellCheck={false} hint={`${config.bech32_prefix}1…`} />
      <button type="submit" className="btn btn-main" disabled={!address.value}>Transfer it</button>
      <p className="small">What it has earned until then stays yours to claim. A transfer can't be taken back.</p>
    </form>
  );
}

export function TokenDialog({ token, verb, onClose }: FormProps & { verb: Verb }) {
  const Form = { list: ListForm, split: SplitForm, transfer: TransferForm }[verb];
  return (
    <Dialog open title={`${TITLES[verb]}: token ${token.token_id}, ${grouped(token.shares)} shares of rig ${token.rig}`} onClose={onClose}>
      <Form token={token} onClose={onClose} />
    </Dialog>
  );
}
