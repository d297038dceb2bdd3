import { useDeferredValue, useMemo, useState } from "react";
import { useLocation, useSearch } from "wouter";
import { Page } from "@/components/Page";
import { Empty, Problem, Waiting } from "@/components/Problem";
import { RibbonKey } from "@/components/Ribbon";
import { useIsWide } from "@/components/useIsWide";
import { useAssets, useMarketFacts } from "@/data/market";
import { useAllRigs } from "@/data/rigs";
import { useNow } from "@/data/status";
import { grouped } from "@/money/amount";
import { periodOf } from "@/money/time";
import { type Filter, fromUrl, select, toUrl, viewOf } from "./filter";
import { FilterBar } from "./FilterBar";
import { NetworkStrip } from "./NetworkStrip";
import { RigCards } from "./RigCards";
import { RigTable } from "./RigTable";

const STEP = 30;

function useViews(filter: Filter) {
  const { rigs, whole, error } = useAllRigs();
  const { data: market, error: marketError } = useMarketFacts();
  const { data: assets } = useAssets();
  const now = useNow();
  // A sale opens and closes by the minute: no need to compute a thousand rigs every five seconds.
  const minute = Math.floor(now / 60) * 60;
  const views = useMemo(
    // All at once: a list that sorts itself anew under the reader's eyes is worse than one that comes later.
    () => (rigs && market && whole ? rigs.map((rig) => viewOf(rig, market, assets ?? new Map(), minute)) : undefined),
    [rigs, market, assets, minute, whole],
  );
  const later = useDeferredValue(filter);
  const shown = useMemo(() => views && select(views, later), [views, later]);
  return { views, shown, error: error ?? marketError, period: periodOf(market?.clock.epoch_seconds ?? 86_400) };
}

export default function ExplorePage() {
  const search = useSearch();
  const [, go] = useLocation();
  const filter = useMemo(() => fromUrl(search), [search]);
  const { views, shown, error, period } = useViews(filter);
  const wide = useIsWide();
  const [room, setRoom] = useState(STEP);
  const change = (next: Filter): void => {
    setRoom(STEP);
    const query = toUrl(next);
    go(query ? `/?${query}` : "/", { replace: true });
  };
  const coins = useMemo(() => [...new Set(views?.map(({ rig }) => rig.coin))].sort(), [views]);
  const visible = shown?.slice(0, room);
  return (
    <Page title="Explore rigs" lede="Each share is a part of a real machine. What it earns, less electricity and service, is yours by the second.">
      {error && !shown && <Problem title="The rigs can't be shown" detail={error.message} />}
      {!shown && !error && <Waiting rows={8} />}
      {shown && <NetworkStrip />}
      {shown && <FilterBar filter={filter} coins={coins} onChange={change} />}
      {shown && (
        <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
          <p className="small" role="status">{grouped(shown.length)} of {grouped(views?.length ?? 0)} rigs. Today's figures are projections: open a rig for the formula.</p>
          <RibbonKey />
        </div>
      )}
      {shown?.length === 0 && <Empty>No rig is like that. Take a filter away.</Empty>}
      {visible && visible.length > 0 && (wide ? <RigTable views={visible} period={period} /> : <RigCards views={visible} period={period} />)}
      {shown && shown.length > room && (
        <div className="mt-4 text-center">
          <button type="button" className="btn" onClick={() => setRoom(room + STEP)}>Show {Math.min(STEP, shown.length - room)} more</button>
        </div>
      )}
    </Page>
  );
}
