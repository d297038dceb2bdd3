import { lazy, Suspense } from "react";
import type { ChartProps } from "./Chart";

const Chart = lazy(() => import("./Chart"));

/** A chart whose library comes when it is first shown; its place is kept free. */
export function LazyChart(props: ChartProps) {
  const room = (props.height ?? 260) + 130;
  return (
    <div style={{ minHeight: room }}>
      <Suspense fallback={<div aria-busy="true" className="rounded-xl bg-sunken" style={{ height: room }} />}><Chart {...props} /></Suspense>
    </div>
  );
}
