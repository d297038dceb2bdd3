import { type FormEvent, useState } from "react";
import { Link } from "wouter";
import { useConfig } from "@/app/config";
import type * as Nft from "@/chain/contracts/hashrate-nft";
import { Amount, Quote } from "@/components/Amount";
import { TextField } from "@/components/Field";
import { read, whole } from "@/components/number";
import { atTermEnd, inputsOf, inQuote, shareDay, YEAR_EPOCHS, yieldOf } from "@/data/economics";
import { useBalances } from "@/data/holder";
import type { Asset, MarketFacts } from "@/data/market";
import { roomIn, useBought } from "@/data/sale";
import { useClock, useEnded, useNow } from "@/data/status";
import { epochsLeft } from "@/data/term";
import type { RigSummary } from "@/indexer/types";
import { grouped, percent } from "@/money/amount";
import { ago, date, epochStart, moment, periodOf } from "@/money/time";
import { rigMsg } from "@/tx/actions";
import { useTransact } from "@/tx/useTransact";
import { useWallet } from "@/wallet/context";
import { paybackWords } from "../explore/cells";

interface BoxProps {
  readonly rig: RigSummary;
  readonly fresh: Nft.RigResponse | undefined;
  readonly market: MarketFacts | undefined;
  readonly assets: ReadonlyMap<string, Asset> | undefined;
}

/** What the shares bring over the term, if nothing changes. */
function Outlook({ rig, market, assets, shares, price, denom }: Pick<BoxProps, "rig" | "market" | "assets"> & { shares: bigint; price: bigint; denom: string }) {
  const clock = useClock();
  const now = useNow();
  const inputs = market && inputsOf(rig, market);
  const nano = market && assets ? inQuote(price, denom, market, assets) : undefined;
  if (!inputs || nano === undefined || !clock) return null;
  const { net } = shareDay(inputs);
  const end = epochStart(clock, rig.end_epoch);
  const left = epochsLeft(rig, clock, now);
  const yields = yieldOf(net * shares, nano, left);
  const period = periodOf(inputs.epochSeconds);
  const rest = atTermEnd(net * shares, left, nano);
  if (!yields) return null;
  return (
    <div className="grid gap-2 rounded-xl bg-sunken p-3 text-sm">
      <dl className="grid gap-1">
        <div className="flex justify-between gap-3"><dt>Net {period.one === "day" ? "a day" : "an epoch"}</dt><dd><Quote nano={net * shares} /></dd></div>
        <div className="flex justify-between gap-3"><dt>Net yield {left < YEAR_EPOCHS ? `over its last ${period.count(left)}` : period.year}</dt><dd>{percent(yields.bps)}</dd></div>
        <div className="flex justify-between gap-3"><dt>Payback</dt><dd>{paybackWords(yields, period)}</dd></div>
        <div className="flex justify-between gap-3"><dt>Over the term, less price</dt><dd className={rest < 0n ? "font-semibold text-alarm" : "font-semibold text-pine"}><Quote nano={rest} /></dd></div>
      </dl>
      <p className="small">At today's figures until the term ends {ago(end, now)} ({date(end)}). The calculator below lets difficulty grow.</p>
    </div>
  );
}

/** Why a sale takes nothing, though it is open. */
function NoRoom({ bought, left, sale }: { bought: number; left: number; sale: Nft.Sale }) {
  const full = sale.most_per_wallet - bought < sale.least_shares;
  return (
    <p className="text-muted" role="status">
      {full ? `You have had ${grouped(bought)} shares from its sales: a wallet may have ${grouped(sale.most_per_wallet)}, and the sale takes no fewer than ${grouped(sale.least_shares)} at once.`
        : `Only ${grouped(left)} shares are left, and the sale takes no fewer than ${grouped(sale.least_shares)} at once.`}
    </p>
  );
}

function SaleForm({ rig, fresh, sale, market, assets }: BoxProps & { fresh: Nft.RigResponse; sale: Nft.Sale }) {
  const config = useConfig();
  const transact = useTransact();
  const { account } = useWallet();
  const { data: purse } = useBalances(account?.address);
  const denom = fresh.proceeds.denom;
  const left = fresh.facts.shares - fresh.minted;
  const { data: bought = 0 } = useBought(rig.rig, account?.address);
  const { least, most } = roomIn(sale, left, bought);
  const [text, setText] = useState(String(least));
  const { value: shares, error } = read(text, (typed) => whole(typed, least, most));
  const price = BigInt(sale.price_per_share);
  const total = shares === null ? null : price * BigInt(shares);
  const has = purse?.get(denom) ?? 0n;
  const short = account && purse && total !== null && total > has;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (shares === null || total === null) return;
    void transact({
      title: `Buy ${grouped(shares)} shares of rig ${rig.rig}`,
      actions: [rigMsg(config, { buy: { rig: rig.rig, shares, recipient: null } }, [{ denom, amount: total.toString() }])],
    });
  };
  if (most < least) return <NoRoom bought={bought} left={left} sale={sale} />;
  return (
    <form onSubmit={submit} className="grid gap-4">
      <p className="text-2xl font-semibold tracking-tight"><Amount base={price} denom={denom} /> <span className="small">a share</span></p>
      <TextField label="Shares" inputMode="numeric" value={text} onChange={(event) => setText(event.target.value)} error={error}
        hint={`${grouped(least)} to ${grouped(most)}; ${grouped(left)} left${bought > 0 ? `. You have had ${grouped(bought)} of the ${grouped(sale.most_per_wallet)} that a wallet may` : ""}`} />
      {total !== null && (
        <>
          <p className="flex justify-between gap-3 font-semibold"><span>Price</span><Amount base={total} denom={denom} /></p>
          <Outlook rig={rig} market={market} assets={assets} shares={BigInt(shares ?? 0)} price={total} denom={denom} />
        </>
      )}
      {short && <p className="rounded-lg bg-copper-soft p-3 text-sm text-copper" role="status">You have <Amount base={has} denom={denom} />: not enough for this.</p>}
      <button type="submit" className="btn btn-main" disabled={total === null}>{account ? "Buy" : "Connect and buy"}</button>
      <p className="small">The sale closes {moment(sale.closes_seconds)}. You get one token; it earns from the second of its block{sale.allow_list_only ? ". Only invited buyers may buy" : ""}.</p>
    </form>
  );
}

/** Buys from the operator where a sale is open, else shows the way to the market. */
export function BuyBox(props: BoxProps) {
  const { rig, fresh } = props;
  const now = useNow();
  const ended = useEnded(rig);
  const sale = fresh?.sale;
  const sold = fresh ? fresh.facts.shares - fresh.minted === 0 : false;
  const open = fresh && sale && !ended && !sold && sale.opens_seconds <= now && now < sale.closes_seconds;
  return (
    <aside aria-label="Buy" className="card grid gap-3 p-4 sm:p-5 ">
      <h2>Buy shares</h2>
      {!fresh && <div className="h-64 rounded-xl bg-sunken" aria-busy="true" />}
      {open && sale && <SaleForm key={rig.rig} {...props} fresh={fresh} sale={sale} />}
      {fresh && !open && (
        <p className="text-muted">
          {ended ? "Its term is over: a share of it earns nothing any more." : sold ? "All shares are sold." : sale && now < sale.opens_seconds ? `The sale opens ${moment(sale.opens_seconds)}.` : "No primary sale is open."}
        </p>
      )}
      {rig.floor && (
        <p className="border-t border-line pt-3 text-sm">
          From other holders: <Amount base={BigInt(rig.floor.price_per_share)} denom={rig.floor.denom} className="font-semibold" /> a share.{" "}
          <Link href={`/market?rig=${rig.rig}`}>See the asks</Link>
        </p>
      )}
      {fresh && !open && !ended && !rig.floor && <p className="text-sm"><Link href={`/market?rig=${rig.rig}&tab=offers`}>Make an offer</Link> to its holders.</p>}
    </aside>
  );
}
