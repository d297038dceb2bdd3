import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { Link } from "wouter";
import { type AppConfig, useConfig } from "@/app/config";
import type * as Nft from "@/chain/contracts/hashrate-nft";
import { Amount } from "@/components/Amount";
import { SelectField, TextField } from "@/components/Field";
import { read } from "@/components/number";
import { TableBox } from "@/components/Page";
import { Empty, Problem } from "@/components/Problem";
import { inputsOf, inQuote, shareDay, yieldOf } from "@/data/economics";
import { type Asset, type MarketFacts, useAssets, useMarketFacts } from "@/data/market";
import { useNow } from "@/data/status";
import { cheapestAsks } from "@/data/trade";
import { rigOnChain } from "@/data/rigs";
import type { AskRow, RigSummary } from "@/indexer/types";
import { grouped, parse, percent } from "@/money/amount";
import { factsOf } from "@/money/denom";
import { buyAsks, rigMsg } from "@/tx/actions";
import { useTransact } from "@/tx/useTransact";
import { useWallet } from "@/wallet/context";
import { type Candidate, fill, type Picked } from "./basket";
import { DEADLINE_SECONDS } from "./Asks";

const MOST_RIGS = 12;

interface Supply {
  readonly asks: readonly AskRow[];
  /** Open sales as the chain has them now, by rig. */
  readonly sales: ReadonlyMap<number, Nft.RigResponse>;
}

async function supplyOf(config: AppConfig, rigs: readonly RigSummary[], denom: string): Promise<Supply> {
  const selling = rigs.filter(({ sale }) => sale?.denom === denom && sale.shares_left > 0);
  const [asks, fresh] = await Promise.all([
    cheapestAsks(config, rigs.map(({ rig }) => rig), denom),
    Promise.all(selling.map(({ rig }) => rigOnChain(config, rig))),
  ]);
  return { asks, sales: new Map(fresh.map((rig) => [rig.rig, rig])) };
}

function candidatesOf({ asks, sales }: Supply, rigs: readonly RigSummary[], market: MarketFacts, assets: ReadonlyMap<string, Asset>, denom: string, you: string | undefined, now: number): Candidate[] {
  return rigs.flatMap((rig): Candidate[] => {
    const inputs = inputsOf(rig, market);
    if (!inputs) return [];
    const { net } = shareDay(inputs);
    const bps = (price: bigint, shares: number): bigint => {
      const nano = inQuote(price, denom, market, assets);
      return nano === undefined ? 0n : yieldOf(net * BigInt(shares), nano)?.bps ?? 0n;
    };
    const own = asks.filter((ask) => ask.rig === rig.rig && ask.seller !== you).map((ask): Candidate => ({
      kind: "ask", rig: rig.rig, coin: rig.coin, ask, denom, shares: ask.shares, price: BigInt(ask.price), unitPrice: 0n, least: ask.shares,
      yieldBps: bps(BigInt(ask.price), ask.shares),
    }));
    const fresh = sales.get(rig.rig);
    const sale = fresh?.sale;
    // Who is on an allow-list, the simulation says; a basket keeps to what everybody may buy.
    if (!sale || sale.allow_list_only || now < sale.opens_seconds || now >= sale.closes_seconds) return own;
    const unitPrice = BigInt(sale.price_per_share);
    const shares = Math.min(fresh.facts.shares - fresh.minted, sale.most_per_wallet);
    return [...own, {
      kind: "sale", rig: rig.rig, coin: rig.coin, ask: null, denom, shares, price: unitPrice * BigInt(shares),
      unitPrice, least: sale.least_shares, yieldBps: bps(unitPrice, 1),
    }];
  });
}

function Picks({ picks }: { picks: readonly Picked[] }) {
  return (
    <TableBox label="The basket">
      <thead><tr><th scope="col">Rig</th><th scope="col">From</th><th scope="col" className="num">Shares</th><th scope="col" className="num">Price</th><th scope="col" className="num">Net yield</th></tr></thead>
      <tbody>
        {picks.map(({ candidate, shares, price }) => (
          <tr key={`${candidate.rig}${candidate.ask?.token_id ?? "sale"}`}>
            <th scope="row"><Link href={`/rig/${candidate.rig}`}>rig {candidate.rig}</Link> <span className="font-normal">{candidate.coin}</span></th>
            <td>{candidate.ask ? `token ${candidate.ask.token_id}` : "primary sale"}</td>
            <td className="num">{grouped(shares)}</td>
            <td className="num"><Amount base={price} denom={candidate.denom} /></td>
            <td className="num">{percent(candidate.yieldBps)}</td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

/** Several rigs and coins for one budget, in one transaction. */
export function Basket({ denom, rigs }: { denom: string; rigs: readonly RigSummary[] }) {
  const config = useConfig();
  const now = useNow();
  const minute = Math.floor(now / 60) * 60;
  const transact = useTransact();
  const { account } = useWallet();
  const { data: market } = useMarketFacts();
  const { data: assets } = useAssets();
  const { symbol, decimals } = factsOf(config, denom);
  const [budgetText, setBudget] = useState("");
  const [part, setPart] = useState("50");
  const [coins, setCoins] = useState<ReadonlySet<string>>(new Set());
  const budget = read(budgetText, (text) => parse(text, decimals));
  const known = useMemo(() => [...new Set(rigs.map(({ coin }) => coin))].sort(), [rigs]);
  // The best of each coin, so that the chain is not asked for every rig there is.
  const asked = useMemo(() => {
    if (!market) return [];
    return rigs
      .filter((rig) => rig.status === "approved" && (coins.size === 0 || coins.has(rig.coin)) && (rig.floor?.denom === denom || rig.sale?.denom === denom))
      .map((rig) => {
        const inputs = inputsOf(rig, market);
        const lowest = rig.floor?.denom === denom ? rig.floor.price_per_share : rig.sale?.price_per_share ?? "0";
        const nano = assets ? inQuote(BigInt(lowest), denom, market, assets) : undefined;
        return { rig, bps: inputs && nano !== undefined ? yieldOf(shareDay(inputs).net, nano)?.bps ?? 0n : 0n };
      })
      .sort((a, b) => (a.bps > b.bps ? -1 : a.bps < b.bps ? 1 : 0))
      .slice(0, MOST_RIGS)
      .map(({ rig }) => rig);
  }, [rigs, coins, denom, market, assets]);
  const numbers = asked.map(({ rig }) => rig);
  const { data: supply, error } = useQuery({
    queryKey: ["basket-supply", denom, numbers.join()],
    enabled: numbers.length > 0,
    queryFn: () => supplyOf(config, asked, denom),
  });
  const picks = useMemo(() => {
    if (!market || !assets || !supply || budget.value === null) return [];
    const perRig = (budget.value * BigInt(part)) / 100n;
    return fill(candidatesOf(supply, asked, market, assets, denom, account?.address, minute), budget.value, perRig);
  }, [market, assets, supply, asked, budget.value, part, denom, account?.address, minute]);
  const total = picks.reduce((sum, { price }) => sum + price, 0n);
  const buy = async (): Promise<void> => {
    const fromSales = picks.filter(({ candidate }) => candidate.kind === "sale");
    const fromAsks = picks.flatMap(({ candidate }) => candidate.ask ?? []);
    await transact({
      title: `Buy a basket: ${picks.length} parts of ${new Set(picks.map(({ candidate }) => candidate.rig)).size} rigs`,
      actions: [
        ...buyAsks(config, fromAsks, Math.floor(Date.now() / 1000) + DEADLINE_SECONDS),
        // Exactly what was shown is attached: a sale whose price has changed refuses it.
        ...fromSales.map(({ candidate, shares, price }) =>
          rigMsg(config, { buy: { rig: candidate.rig, shares, recipient: null } }, [{ denom, amount: price.toString() }])),
      ],
    });
  };
  return (
    <div className="grid gap-4 lg:grid-cols-[20rem_minmax(0,1fr)]">
      <form className="card grid content-start gap-3 p-4" onSubmit={(event) => { event.preventDefault(); void buy(); }}>
        <TextField label={`Budget, ${symbol}`} inputMode="decimal" value={budgetText} error={budget.error} onChange={(event) => setBudget(event.target.value)} />
        <SelectField label="At most in one rig" value={part} onChange={(event) => setPart(event.target.value)}>
          {["20", "25", "33", "50", "100"].map((each) => <option key={each} value={each}>{each} % of the budget</option>)}
        </SelectField>
        <fieldset>
          <legend className="mb-1 text-sm font-medium">Coins</legend>
          <div className="flex flex-wrap gap-x-4">
            {known.map((coin) => (
              <label key={coin} className="flex min-h-8 items-center gap-2"><input type="checkbox" className="size-5 accent-pine" checked={coins.size === 0 || coins.has(coin)}
                onChange={(event) => {
                  const next = new Set(coins.size === 0 ? known : coins);
                  if (event.target.checked) next.add(coin);
                  else next.delete(coin);
                  setCoins(next);
                }} />{coin}</label>
            ))}
          </div>
        </fieldset>
        <p className="flex justify-between gap-2 font-semibold"><span>In the basket</span><Amount base={total} denom={denom} /></p>
        <button type="submit" className="btn btn-main" disabled={picks.length === 0}>Buy the basket</button>
        <p className="small">Takes the highest net yield first, whole tokens, from the {MOST_RIGS} rigs with the best floor. All of it is bought, or nothing.</p>
      </form>
      <div className="min-w-0" aria-live="polite">
        {error && <Problem title="The asks can't be had" detail={error.message} />}
        {picks.length > 0 ? <Picks picks={picks} /> : <Empty>{budget.value === null ? "Say how much you want to spend." : "Nothing fits into this budget."}</Empty>}
      </div>
    </div>
  );
}
