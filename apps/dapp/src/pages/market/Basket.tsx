import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { Link } from "wouter";
import { type AppConfig, useConfig } from "@/app/config";
import { Amount } from "@/components/Amount";
import { SelectField, TextField } from "@/components/Field";
import { read } from "@/components/number";
import { TableBox } from "@/components/Page";
import { Empty, Problem } from "@/components/Problem";
import { useAssets, useMarketFacts } from "@/data/market";
import { boughtOf } from "@/data/sale";
import { useNow } from "@/data/status";
import { cheapestAsks } from "@/data/trade";
import { rigOnChain } from "@/data/rigs";
import type { RigSummary } from "@/indexer/types";
import { grouped, parse, percent } from "@/money/amount";
import { factsOf } from "@/money/denom";
import { buyAsks, rigMsg } from "@/tx/actions";
import { useTransact } from "@/tx/useTransact";
import { useWallet } from "@/wallet/context";
import { candidatesOf, fill, type Fresh, type Picked, type Supply, worthAsking } from "./basket";
import { DEADLINE_SECONDS } from "./Asks";

const MOST_RIGS = 12;

async function supplyOf(config: AppConfig, rigs: readonly RigSummary[], denom: string, you: string | undefined): Promise<Supply> {
  const selling = rigs.filter(({ sale }) => sale?.denom === denom && sale.shares_left > 0);
  const [asks, fresh] = await Promise.all([
    cheapestAsks(config, rigs.map(({ rig }) => rig), denom),
    Promise.all(selling.map(async ({ rig }): Promise<Fresh> => {
      const [facts, bought] = await Promise.all([rigOnChain(config, rig), you === undefined ? 0 : boughtOf(config, rig, you)]);
      return { rig: facts, bought };
    })),
  ]);
  return { asks, sales: new Map(fresh.map((each) => [each.rig.rig, each])) };
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
  const you = account?.address;
  const around = useMemo(() => (market && assets ? { denom, market, assets, you, now: minute } : undefined), [denom, market, assets, you, minute]);
  // The best of each coin, so that the chain is not asked for every rig there is.
  const asked = useMemo(() => (around ? worthAsking(rigs, coins, around).slice(0, MOST_RIGS) : []), [rigs, coins, around]);
  const numbers = asked.map(({ rig }) => rig);
  const { data: supply, error } = useQuery({
    queryKey: ["basket-supply", denom, numbers.join(), you],
    enabled: numbers.length > 0,
    queryFn: () => supplyOf(config, asked, denom, you),
  });
  const picks = useMemo(() => {
    if (!around || !supply || budget.value === null) return [];
    const perRig = (budget.value * BigInt(part)) / 100n;
    return fill(candidatesOf(supply, asked, around), budget.value, perRig);
  }, [around, supply, asked, budget.value, part]);
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
        <p className="small">Takes the highest net yield first, whole tokens, of rigs whose term goes on, from the {MOST_RIGS} rigs with the best floor. All of it is bought, or nothing.</p>
      </form>
      <div className="min-w-0" aria-live="polite">
        {error && <Problem title="The asks can't be had" detail={error.message} />}
        {picks.length > 0 ? <Picks picks={picks} /> : <Empty>{budget.value === null ? "Say how much you want to spend." : "Nothing fits into this budget."}</Empty>}
      </div>
    </div>
  );
}
