import { useMemo } from "react";
import { useLocation, useSearch } from "wouter";
import { SelectField } from "@/components/Field";
import { Page } from "@/components/Page";
import { Tabs } from "@/components/Tabs";
import { useConfig } from "@/app/config";
import { useAllRigs } from "@/data/rigs";
import { useMarketConfig } from "@/data/trade";
import { factsOf } from "@/money/denom";
import type { RigSummary } from "@/indexer/types";
import { percent } from "@/money/amount";
import { Activity } from "./Activity";
import { Asks } from "./Asks";
import { Basket } from "./Basket";
import { DepthView } from "./Depth";
import { Offers } from "./Offers";
import { Stats } from "./Stats";

const TABS = { asks: "Asks", offers: "Offers", depth: "Depth", activity: "Activity", basket: "Basket" } as const;
type Tab = keyof typeof TABS;
const NONE: readonly RigSummary[] = [];

export default function MarketPage() {
  const config = useConfig();
  const search = useSearch();
  const [, go] = useLocation();
  const given = new URLSearchParams(search);
  const tab: Tab = (Object.keys(TABS) as Tab[]).find((each) => each === given.get("tab")) ?? "asks";
  const rig = /^[1-9]\d{0,9}$/.test(given.get("rig") ?? "") ? Number(given.get("rig")) : null;
  const { rigs } = useAllRigs();
  const { data: rules } = useMarketConfig();
  const denoms = rules?.denoms ?? config.denoms.map(({ denom }) => denom);
  const denom = denoms.find((each) => each === given.get("denom")) ?? denoms[0] ?? "";
  // A thousand options are made once, not at every click.
  const options = useMemo(() => rigs?.map((each) => <option key={each.rig} value={each.rig}>{each.rig}: {each.name} ({each.coin})</option>), [rigs]);
  const change = (key: string, value: string): void => {
    const params = new URLSearchParams(search);
    if (value) params.set(key, value);
    else params.delete(key);
    go(`/market?${params.toString()}`, { replace: true });
  };
  return (
    <Page title="Market" lede={<>Holders sell to each other. A listed token stays with its owner, and earns, until it is sold.{rules && ` Fee: ${percent(BigInt(rules.fee_bps))}.`}</>}>
      <Stats />
      <div className="mb-4 grid grid-cols-1 gap-3 min-[420px]:grid-cols-2 md:max-w-xl">
        <SelectField label="Rig" value={rig ?? ""} onChange={(event) => change("rig", event.target.value)}>
          <option value="">All rigs</option>
          {rig !== null && !rigs?.some((each) => each.rig === rig) && <option value={rig}>rig {rig}</option>}
          {options}
        </SelectField>
        <SelectField label="Paid in" value={denom} onChange={(event) => change("denom", event.target.value)}>
          {denoms.map((each) => <option key={each} value={each}>{factsOf(config, each).symbol}</option>)}
        </SelectField>
      </div>
      <Tabs label="Market" tabs={TABS} now={tab} />
      {tab === "asks" && <Asks key={`${rig}${denom}`} rig={rig} denom={denom} rigs={rigs ?? NONE} />}
      {tab === "offers" && <Offers rig={rig} denom={denom} rigs={rigs ?? NONE} />}
      {tab === "depth" && <DepthView rig={rig} denom={denom} />}
      {tab === "activity" && <Activity rig={rig} />}
      {tab === "basket" && <Basket key={denom} denom={denom} rigs={rigs ?? NONE} />}
    </Page>
  );
}
