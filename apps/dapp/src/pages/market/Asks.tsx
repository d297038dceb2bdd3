import { memo, useCallback, useMemo, useState } from "react";
import { Link } from "wouter";
import { useConfig } from "@/app/config";
import { Address } from "@/components/Address";
import { Amount } from "@/components/Amount";
import { TableBox } from "@/components/Page";
import { Empty, Problem, Waiting } from "@/components/Problem";
import { StateTag } from "@/components/Tags";
import { inQuote, netYield } from "@/data/economics";
import { useAssets, useMarketFacts } from "@/data/market";
import { useNow } from "@/data/status";
import { hasEnded } from "@/data/term";
import { standingAsk, stands, useAsks } from "@/data/trade";
import type { AskRow, RigSummary } from "@/indexer/types";
import { grouped, percent } from "@/money/amount";
import { ago } from "@/money/time";
import { buyAsks } from "@/tx/actions";
import { useTransact } from "@/tx/useTransact";
import { useWallet } from "@/wallet/context";

export const DEADLINE_SECONDS = 1_800;
const MOST = 32;

/** The net yield of each ask, by token; "ended" where the rig's term is over. */
function useYields(asks: readonly AskRow[] | undefined, rigs: readonly RigSummary[]): ReadonlyMap<string, bigint | "ended"> {
  const { data: market } = useMarketFacts();
  const { data: assets } = useAssets();
  const minute = Math.floor(useNow() / 60) * 60;
  return useMemo(() => {
    const yields = new Map<string, bigint | "ended">();
    if (!asks || !market || !assets) return yields;
    const known = new Map(rigs.map((rig) => [rig.rig, rig]));
    for (const ask of asks) {
      const rig = known.get(ask.rig);
      if (!rig) continue;
      const found = netYield(rig, BigInt(ask.shares), inQuote(BigInt(ask.price), ask.denom, market, assets), market, minute);
      if (hasEnded(rig, market.clock, minute)) yields.set(ask.token_id, "ended");
      else if (found) yields.set(ask.token_id, found.bps);
    }
    return yields;
  }, [asks, rigs, market, assets, minute]);
}

/** Chosen asks, looked at on the chain once more, and bought in one transaction. */
function useBuy() {
  const config = useConfig();
  const transact = useTransact();
  const [gone, setGone] = useState<string | null>(null);
  const buy = useCallback(async (asks: readonly AskRow[]): Promise<boolean> => {
    setGone(null);
    const standing = await Promise.all(asks.map((ask) => standingAsk(config, ask.token_id).catch(() => undefined)));
    const missing = asks.filter((ask, at) => {
      const now = standing[at];
      // Undefined: the node did not say; the simulation will.
      return now === null || (now !== undefined && (now.stale !== null && now.stale !== undefined || now.price.amount !== ask.price || now.seller !== ask.seller));
    });
    if (missing.length > 0) {
      setGone(`Token ${missing.map(({ token_id }) => token_id).join(", ")}: sold, taken back or changed meanwhile. Nothing was sent.`);
      return false;
    }
    const shares = asks.reduce((sum, ask) => sum + ask.shares, 0);
    return transact({
      title: asks.length === 1 ? `Buy token ${asks[0]?.token_id ?? ""}: ${grouped(shares)} shares of rig ${asks[0]?.rig ?? ""}` : `Buy ${asks.length} tokens: ${grouped(shares)} shares`,
      actions: buyAsks(config, asks, Math.floor(Date.now() / 1000) + DEADLINE_SECONDS),
    });
  }, [config, transact]);
  return { buy, gone };
}

interface RowProps {
  readonly ask: AskRow;
  readonly yields: bigint | "ended" | null;
  readonly chosen: boolean;
  readonly you: string | undefined;
  readonly onChoose: (ask: AskRow, take: boolean) => void;
  readonly onBuy: (asks: readonly AskRow[]) => Promise<boolean>;
}

// One choice must not draw a hundred rows anew.
const Row = memo(function Row({ ask, yields, chosen, you, onChoose, onBuy }: RowProps) {
  const now = useNow();
  const own = ask.seller === you;
  const deal = own ? <span className="tag">yours</span> : <button type="button" className="btn btn-small" onClick={() => void onBuy([ask])} aria-label={`Buy token ${ask.token_id}`}>Buy</button>;
  return (
    <tr>
      <td><label className="grid size-8 place-items-center"><input type="checkbox" className="size-5 accent-pine" checked={chosen} disabled={own} onChange={(event) => onChoose(ask, event.target.checked)} /><span className="sr">Choose token {ask.token_id}</span></label></td>
      <th scope="row" className="!text-base !font-normal !text-ink"><Link href={`/rig/${ask.rig}`}>Rig {ask.rig}</Link> {yields === "ended" && <StateTag state="ended" />}<span className="small block">token {ask.token_id}</span><span className="small block sm:hidden">{grouped(ask.shares)} shares</span></th>
      <td className="num hidden sm:table-cell">{grouped(ask.shares)}</td>
      <td className="num"><Amount base={BigInt(ask.price_per_share)} denom={ask.denom} className="font-semibold" /><span className="small block sm:hidden"><Amount base={BigInt(ask.price)} denom={ask.denom} /> in all</span><span className="mt-1 block sm:hidden">{deal}</span></td>
      <td className="num hidden sm:table-cell"><Amount base={BigInt(ask.price)} denom={ask.denom} /></td>
      <td className="num hidden md:table-cell">{yields === null || yields === "ended" ? "–" : percent(yields)}</td>
      <td className="hidden lg:table-cell"><Address value={ask.seller} you={you} /><span className="small block">ends {ago(ask.expires_seconds, now)}</span></td>
      <td className="hidden sm:table-cell">{deal}</td>
    </tr>
  );
});

/** What is asked: cheapest share first where a rig is chosen, else newest first. */
export function Asks({ rig, denom, rigs }: { rig: number | null; denom: string; rigs: readonly RigSummary[] }) {
  const { account } = useWallet();
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useAsks(rig, denom);
  const { buy, gone } = useBuy();
  const [chosen, setChosen] = useState<ReadonlyMap<string, AskRow>>(new Map());
  const asks = useMemo(() => data?.pages.flatMap(({ items }) => items).filter(stands), [data]);
  const yields = useYields(asks, rigs);
  const total = [...chosen.values()].reduce((sum, ask) => sum + BigInt(ask.price), 0n);
  const choose = useCallback((ask: AskRow, take: boolean): void => setChosen((before) => {
    const next = new Map(before);
    if (take && next.size < MOST) next.set(ask.token_id, ask);
    else next.delete(ask.token_id);
    return next;
  }), []);
  if (error && !asks) return <Problem title="The asks can't be shown" detail={error.message} />;
  if (!asks) return <Waiting rows={6} />;
  if (asks.length === 0) return <Empty>Nobody asks in this coin{rig === null ? "" : " for this rig"}. You may make an offer.</Empty>;
  return (
    <>
      {gone && <Problem title="Not all of it stands any more" detail={gone} />}
      <TableBox label="Asks">
        <thead>
          <tr><th scope="col"><span className="sr">Choose</span></th><th scope="col">Token</th><th scope="col" className="num hidden sm:table-cell">Shares</th><th scope="col" className="num">A share</th><th scope="col" className="num hidden sm:table-cell">Price</th><th scope="col" className="num hidden md:table-cell">Net yield</th><th scope="col" className="hidden lg:table-cell">Seller</th><th scope="col" className="hidden sm:table-cell"><span className="sr">Buy</span></th></tr>
        </thead>
        <tbody>
          {asks.map((ask) => (
            <Row key={ask.token_id} ask={ask} yields={yields.get(ask.token_id) ?? null} chosen={chosen.has(ask.token_id)} you={account?.address} onChoose={choose} onBuy={buy} />
          ))}
        </tbody>
      </TableBox>
      {hasNextPage && <p className="mt-3 text-center"><button type="button" className="btn" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>Show more asks</button></p>}
      {chosen.size > 0 && (
        <div className="card sticky bottom-16 mt-4 flex flex-wrap items-center justify-between gap-3 p-3 shadow-lg md:bottom-4">
          <p role="status"><strong>{chosen.size} tokens</strong>, <Amount base={total} denom={denom} className="font-semibold" />{chosen.size === MOST && " (32 are the most at once)"}</p>
          <div className="flex gap-2">
            <button type="button" className="btn btn-small" onClick={() => setChosen(new Map())}>Clear</button>
            <button type="button" className="btn btn-main btn-small" onClick={() => void buy([...chosen.values()]).then((done) => done && setChosen(new Map()))}>Buy them together</button>
          </div>
        </div>
      )}
    </>
  );
}
