import { useEffect, useRef, useState } from "react";
import uPlot from "uplot";
import { useTheme } from "@/app/theme";
import { TableBox } from "./Page";

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

const colourOf = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Sums from the first series up; drawn from the highest down, each lower one covers the ones above. */
export function stack(series: readonly Series[]): (number | null)[][] {
  const sums: number[] = [];
  return series.map(({ values }) => values.map((value, at) => {
    sums[at] = (sums[at] ?? 0) + (value ?? 0);
    return value === null && sums[at] === 0 ? null : sums[at] ?? null;
  }));
}

function pathsOf(kind: Series["kind"], bars: number): uPlot.Series.PathBuilder | undefined {
  if (kind === "bars") return uPlot.paths.bars?.({ size: [0.8, bars < 20 ? 48 : 24] });
  if (kind === "steps") return uPlot.paths.stepped?.({ align: 1 });
  if (kind === "steps-before") return uPlot.paths.stepped?.({ align: -1 });
  return uPlot.paths.linear?.();
}

function optionsOf({ x, series, xText, yText, stacked, height = 260 }: ChartProps, width: number): uPlot.Options {
  const ink = colourOf("--muted");
  const grid = { stroke: colourOf("--line"), width: 1 };
  const axis = { stroke: ink, grid, ticks: grid, font: "12px sans-serif" };
  const bars = series.some(({ kind }) => kind === "bars");
  const drawn = stacked ? [...series].reverse() : series;
  return {
    width,
    height,
    legend: { show: false },
    cursor: { points: { show: !stacked } },
    scales: { x: { time: false, ...(bars ? { range: (_plot, low, high) => [low - 0.6, high + 0.6] } : {}) }, y: { range: (_plot, low, high) => [Math.min(0, low), high <= 0 ? 1 : high * 1.08] } },
    axes: [
      { ...axis, values: (_plot, splits) => splits.map((at) => (Number.isInteger(at) || !stacked ? xText(at) : "")), space: 80 },
      { ...axis, values: (_plot, splits) => splits.map(yText), size: 68 },
    ],
    series: [
      {},
      ...drawn.map(({ name, colour, kind = "line" }): uPlot.Series => {
        const stroke = colourOf(colour);
        const paths = pathsOf(kind, x.length);
        return {
          label: name,
          stroke,
          width: kind === "bars" ? 0 : 2,
          points: { show: false },
          ...(paths ? { paths } : {}),
          ...(kind === "dashes" ? { dash: [6, 5] } : {}),
          ...(kind === "bars" || kind.startsWith("steps") ? { fill: kind === "bars" ? stroke : `color-mix(in srgb, ${stroke} 22%, transparent)` } : {}),
        };
      }),
    ],
  };
}

/** What stands under the pointer, in words beneath the chart: no box that covers what it explains. */
function useReading(props: ChartProps): [string, (at: number | null) => void] {
  const [at, setAt] = useState<number | null>(null);
  const row = at === null ? undefined : props.table.rows[at];
  const words = row ? row.map((cell, column) => `${props.table.head[column] ?? ""} ${cell}`).join(" · ") : "";
  return [words, setAt];
}

/** A chart and the same as a table. */
export default function Chart(props: ChartProps) {
  const { label, x, series, stacked, table } = props;
  const box = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  const [reading, setReading] = useReading(props);
  const latest = useRef(props);
  latest.current = props;
  const count = x.length;
  useEffect(() => {
    const element = box.current;
    if (!element || count === 0) return undefined;
    const { x: xs, series: all, stacked: stacks } = latest.current;
    const values = stacks ? stack(all).reverse() : all.map((entry) => [...entry.values]);
    const options = optionsOf(latest.current, Math.max(240, element.clientWidth));
    options.hooks = { setCursor: [(plot) => setReading(plot.cursor.idx ?? null)] };
    const plot = new uPlot(options, [[...xs], ...values] as uPlot.AlignedData, element);
    const observer = new ResizeObserver(() => plot.setSize({ width: Math.max(240, element.clientWidth), height: options.height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [theme, count, x, series, stacked, setReading]);
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
      <div ref={box} aria-hidden="true" className="overflow-hidden" style={{ height: props.height ?? 260 }} />
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
