// The drawing of a chart, with the library that draws it.
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import { useTheme } from "@/app/theme";
import { type ChartProps, HEIGHT, type Series } from "./Chart";

const colourOf = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Sums from the first series up; drawn from the highest down, each lower one covers the ones above. */
function stack(series: readonly Series[]): (number | null)[][] {
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

function optionsOf({ x, series, xText, yText, stacked, height = HEIGHT }: ChartProps, width: number): uPlot.Options {
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

/** Draws; `onPoint` is told which value the pointer is at. */
export default function Plot({ chart, onPoint }: { chart: ChartProps; onPoint: (at: number | null) => void }) {
  const { x, series, stacked } = chart;
  const box = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  const latest = useRef(chart);
  latest.current = chart;
  const count = x.length;
  useEffect(() => {
    const element = box.current;
    if (!element || count === 0) return undefined;
    const { x: xs, series: all, stacked: stacks } = latest.current;
    const values = stacks ? stack(all).reverse() : all.map((entry) => [...entry.values]);
    const options = optionsOf(latest.current, Math.max(240, element.clientWidth));
    options.hooks = { setCursor: [(plot) => onPoint(plot.cursor.idx ?? null)] };
    const plot = new uPlot(options, [[...xs], ...values] as uPlot.AlignedData, element);
    const observer = new ResizeObserver(() => plot.setSize({ width: Math.max(240, element.clientWidth), height: options.height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [theme, count, x, series, stacked, onPoint]);
  return <div ref={box} className="h-full overflow-hidden" />;
}
