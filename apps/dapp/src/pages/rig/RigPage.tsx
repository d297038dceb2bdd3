import { useMemo } from "react";
import { Link } from "wouter";
import { Address } from "@/components/Address";
import { Page, Section } from "@/components/Page";
import { Problem, Waiting } from "@/components/Problem";
import { GradeTag, RecordTag, shownState, StateTag } from "@/components/Tags";
import type * as Nft from "@/chain/contracts/hashrate-nft";
import { type Inputs, inputsOf } from "@/data/economics";
import { type Asset, type MarketFacts, useAssets, useMarketFacts } from "@/data/market";
import { useFreshRig, useRig } from "@/data/rigs";
import { useEnded } from "@/data/status";
import type { RigSummary } from "@/indexer/types";
import { efficiency, hashrate } from "@/money/hashrate";
import { useWallet } from "@/wallet/context";
import { BuyBox } from "./BuyBox";
import { Calculator } from "./Calculator";
import { History } from "./History";
import { Overdue } from "./Overdue";
import { Record } from "./Record";
import { Reports } from "./Reports";
import { Terms } from "./Terms";
import { Today } from "./Today";

function Whole({ rig }: { rig: RigSummary }) {
  const { account } = useWallet();
  const { data: market, error: noMarket } = useMarketFacts();
  const { data: assets } = useAssets();
  const { data: fresh, error: noFresh } = useFreshRig(rig.rig);
  const ended = useEnded(rig);
  const inputs = useMemo(() => (market ? inputsOf(rig, market) : null), [rig, market]);
  // Together, so that nothing jumps while it comes.
  const ready = (market ?? noMarket) && (fresh ?? noFresh);
  return (
    <Page
      title={rig.name}
      lede={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span>{rig.coin} · {hashrate(BigInt(rig.hashrate_hs), rig.coin)} · {efficiency(BigInt(rig.watts), BigInt(rig.hashrate_hs), rig.coin)} · rig {rig.rig} by <Address value={rig.operator} you={account?.address} /></span>
          <span className="flex flex-wrap gap-2"><StateTag state={shownState(rig.status, ended)} /><RecordTag record={rig.record} /><GradeTag grade={rig.last_report?.grade} /></span>
        </span>
      }
      aside={<Link href={`/market?rig=${rig.rig}`} className="btn">Its market</Link>}
    >
      {!ready ? <Waiting rows={10} /> : <Parts rig={rig} ended={ended} fresh={fresh} market={market} assets={assets} inputs={inputs} />}
    </Page>
  );
}

function Parts({ rig, ended, fresh, market, assets, inputs }: { rig: RigSummary; ended: boolean; fresh: Nft.RigResponse | undefined; market: MarketFacts | undefined; assets: ReadonlyMap<string, Asset> | undefined; inputs: Inputs | null }) {
  return (
    <>
      <div className="grid items-start gap-6 min-[960px]:grid-cols-[minmax(0,1fr)_20rem]">
        {ended && <p className="card p-4 sm:p-5"><strong>Its term is over.</strong> A share of it earns nothing any more. What it has earned stays claimable.</p>}
        {!ended && market && inputs && <Today rig={rig} market={market} inputs={inputs} />}
        {!ended && market && !inputs && <Problem title="No projection today" detail={`Network figures or a price of ${rig.coin} are not final yet.`} />}
        {!ended && !market && <Problem title="No projection today" detail="Prices and network figures can't be had." />}
        <div className="min-[960px]:row-span-2"><BuyBox rig={rig} fresh={fresh} market={market} assets={assets} /></div>
        <div>
          <h2 className="mb-3">The operator's record for this rig</h2>
          <Record rig={rig} />
          <Overdue rig={rig} />
        </div>
      </div>
      <History rig={rig} />
      {!ended && inputs && market && <Calculator rig={rig} inputs={inputs} market={market} assets={assets ?? new Map()} />}
      <Section title="Terms"><Terms rig={rig} fresh={fresh} /></Section>
      <Reports rig={rig} />
    </>
  );
}

export default function RigPage({ rig: text }: { rig: string }) {
  const number = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : null;
  const { data, error, isPending } = useRig(number ?? 0);
  if (number === null) return <Page title="No such rig"><Problem title={`"${text.slice(0, 40)}" is no rig's number`} /></Page>;
  if (error && !data) {
    return (
      <Page title={`Rig ${number}`}>
        <Problem title={`Rig ${number} can't be shown`} detail={error.message}><Link href="/" className="btn">See all rigs</Link></Problem>
      </Page>
    );
  }
  if (isPending || !data) return <Page title={`Rig ${number}`}><Waiting rows={8} /></Page>;
  return <Whole rig={data} />;
}
