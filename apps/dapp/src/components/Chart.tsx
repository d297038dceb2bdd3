import { lazy, type RefObject, Suspense, useEffect, useRef, useState } from "react";
import { TableBox } from "./Page";

const Plot = lazy(() => import("./Plot"));

export const HEIGHT = 260;

export interface Series {
  readonly name: string;
  /** A colour of the theme, such as --net. */
  readonly colour: string;
  readonly values: readonly (number | null)[];
  readonly kind?: "bars" | "line" | "steps" | "steps-before" | "dashes";
}

export interface ChartProps {
  readonly label: string;
  readonly x: readonly number[];
  readonly series: readonly Series[];
  readonly xText: (x: number) => string;
  readonly yText: (y: number) => string;
  /** Bars that stand on each other, in order. */
  readonly stacked?: boolean;
  readonly height?: number;
  /** The same data, exact, for those who read rather than look. */
  readonly table: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

/** What stands under the pointer, in words beneath the chart: no box that covers what it explains. */
function useReading(props: ChartProps): [string, (at: number | null) => void] {
  const [at, setAt] = useState<number | null>(null);
  const row = at === null ? undefined : props.table.rows[at];
  const words = row ? row.map((cell, column) => `${props.table.head[column] ?? ""} ${cell}`).join(" · ") : "";
  return [words, setAt];
}

/** Whether a place has come into view. */
function useSeen(): [RefObject<HTMLDivElement | null>, boolean] {
  const place = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (!element || seen) return undefined;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [seen]);
  return [place, seen];
}

/** A chart and the same as a table. The library that draws comes when the chart is first in view. */
export function Chart(props: ChartProps) {
  const { label, series, table } = props;
  const [reading, setReading] = useReading(props);
  const [place, seen] = useSeen();
  return (
    <figure className="card min-w-0 p-3 sm:p-4">
      <figcaption className="mb-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="text-sm font-medium">{label}</span>
        <ul className="flex flex-wrap gap-x-4 text-sm">
          {series.map(({ name, colour }) => (
            <li key={name} className="flex items-center gap-1.5"><span aria-hidden="true" className="size-2.5 rounded-sm" style={{ background: `var(${colour})` }} />{name}</li>
          ))}
        </ul>
      </figcaption>
      <div ref={place} aria-hidden="true" style={{ height: props.height ?? HEIGHT }}>
        {seen && <Suspense fallback={<div aria-busy="true" className="h-full rounded-xl bg-sunken" />}><Plot chart={props} onPoint={setReading} /></Suspense>}
      </div>
      <p className="small min-h-5" aria-hidden="true">{reading}</p>
      <details className="mt-2">
        <summary className="text-sm font-medium text-pine">The same as a table</summary>
        <div className="mt-2 max-h-96 overflow-y-auto">
          <TableBox label={label}>
            <thead><tr>{table.head.map((cell, at) => <th key={cell} scope="col" className={at > 0 ? "num" : ""}>{cell}</th>)}</tr></thead>
            <tbody>
              {table.rows.map((row) => (
                <tr key={row[0]}>{row.map((cell, at) => (at === 0 ? <th key={at} scope="row">{cell}</th> : <td key={at} className="num">{cell}</td>))}</tr>
              ))}
            </tbody>
          </TableBox>
        </div>
      </details>
    </figure>
  );
}
