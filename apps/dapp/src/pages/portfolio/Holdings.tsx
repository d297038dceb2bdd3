import { useMemo, useState } from "react";
import { Link } from "wouter";
import { useConfig } from "@/app/config";
import { Amount } from "@/components/Amount";
import { Empty, Problem, Waiting } from "@/components/Problem";
import { useHolder, useTokenImage } from "@/data/holder";
import { useNow } from "@/data/status";
import { stands } from "@/data/trade";
import type { HolderToken } from "@/indexer/types";
import { grouped } from "@/money/amount";
import { ago } from "@/money/time";
import { marketplace, rigMsg } from "@/tx/actions";
import { useTransact } from "@/tx/useTransact";
import { TokenDialog, type Verb } from "./TokenDialog";

function Picture({ token }: { token: HolderToken }) {
  const { data } = useTokenImage(token.token_id);
  const alt = `Token ${token.token_id}`;
  return data
    ? <img src={data} alt={alt} width="72" height="72" loading="lazy" className="size-18 rounded-lg border border-line object-cover" />
    : <div className="size-18 rounded-lg bg-sunken" />;
}

function Card({ token, chosen, onChoose, onVerb }: { token: HolderToken; chosen: boolean; onChoose: (take: boolean) => void; onVerb: (verb: Verb) => void }) {
  const config = useConfig();
  const transact = useTransact();
  const now = useNow();
  const listed = token.ask !== null && stands(token.ask);
  const cancel = (): void => void transact({ title: `Take back the ask for token ${token.token_id}`, actions: [marketplace(config, { cancel_ask: { token_id: token.token_id } })] });
  return (
    <li className="card grid content-between gap-3 p-4" data-testid="token">
      <div className="flex gap-3">
        <Picture token={token} />
        <div className="min-w-0">
          <p className="text-lg font-semibold">{grouped(token.shares)} shares</p>
          <p className="small"><Link href={`/rig/${token.rig}`}>rig {token.rig}</Link> · token {token.token_id}{token.since_seconds !== null && ` · yours ${ago(token.since_seconds, now)}`}</p>
          {token.ask && (listed ? <p className="tag tag-warn mt-1">listed for <Amount base={BigInt(token.ask.price)} denom={token.ask.denom} /></p> : <p className="tag mt-1">its ask has ended</p>)}
        </div>
        <label className="ml-auto grid size-8 place-items-center"><input type="checkbox" className="size-5 accent-pine" checked={chosen} onChange={(event) => onChoose(event.target.checked)} /><span className="sr">Choose token {token.token_id} for a merge</span></label>
      </div>
      <div className="flex flex-wrap gap-2">
        <button type="button" className="btn btn-small" onClick={() => onVerb("list")}>{listed ? "Change price" : "List"}</button>
        {token.ask && <button type="button" className="btn btn-small" onClick={cancel}>Take back</button>}
        <button type="button" className="btn btn-small" disabled={token.shares < 2} onClick={() => onVerb("split")}>Split</button>
        <button type="button" className="btn btn-small" onClick={() => onVerb("transfer")}>Transfer</button>
      </div>
    </li>
  );
}

/** The tokens, and what can be done with them. */
export function Holdings({ address }: { address: string }) {
  const config = useConfig();
  const transact = useTransact();
  const { data, error } = useHolder(address);
  const [open, setOpen] = useState<{ token: HolderToken; verb: Verb } | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const tokens = useMemo(() => [...(data?.tokens ?? [])].sort((a, b) => a.rig - b.rig || b.shares - a.shares), [data]);
  if (error && !data) return <Problem title="Your tokens can't be shown" detail={error.message} />;
  if (!data) return <Waiting rows={3} />;
  if (tokens.length === 0) return <Empty>You hold no token.</Empty>;
  const picked = tokens.filter(({ token_id }) => chosen.has(token_id));
  const alike = picked.length >= 2 && picked.every(({ rig }) => rig === picked[0]?.rig);
  const merge = async (): Promise<void> => {
    const done = await transact({
      title: `Merge ${picked.length} tokens of rig ${picked[0]?.rig ?? ""}`,
      actions: [rigMsg(config, { merge: { token_ids: picked.map(({ token_id }) => token_id) } })],
    });
    if (done) setChosen(new Set());
  };
  return (
    <>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {tokens.map((token) => (
          <Card key={token.token_id} token={token} chosen={chosen.has(token.token_id)} onVerb={(verb) => setOpen({ token, verb })}
            onChoose={(take) => {
              const next = new Set(chosen);
              if (take) next.add(token.token_id);
              else next.delete(token.token_id);
              setChosen(next);
            }} />
        ))}
      </ul>
      {picked.length > 0 && (
        <div className="card sticky bottom-16 mt-4 flex flex-wrap items-center justify-between gap-3 p-3 shadow-lg md:bottom-4">
          <p role="status">{picked.length} chosen{alike ? `: ${grouped(picked.reduce((sum, { shares }) => sum + shares, 0))} shares of rig ${picked[0]?.rig ?? ""}` : picked.length > 1 ? ": tokens of different rigs don't merge" : ": choose one more of its rig"}</p>
          <button type="button" className="btn btn-main btn-small" disabled={!alike || picked.length > 32} onClick={() => void merge()}>Merge</button>
        </div>
      )}
      {open && <TokenDialog token={open.token} verb={open.verb} onClose={() => setOpen(null)} />}
    </>
  );
}
