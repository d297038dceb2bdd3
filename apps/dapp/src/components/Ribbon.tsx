import type { ShareDay } from "@/data/economics";
import { percent } from "@/money/amount";

const part = (of: bigint, whole: bigint): number => (whole === 0n ? 0 : Number((of * 10_000n) / whole) / 100);

/** How a share's gross splits: electricity, service, and what is left for its holder. */
export function Ribbon({ day, tall = false }: { day: ShareDay; tall?: boolean }) {
  const parts = [
    { name: "electricity", value: day.electricity, colour: "bg-energy" },
    { name: "service", value: day.service, colour: "bg-service" },
    { name: "yours", value: day.net, colour: "bg-net" },
  ];
  const words = parts.map(({ name, value }) => `${name} ${percent(day.gross === 0n ? 0n : (value * 10_000n) / day.gross)}`).join(", ");
  return (
    <div role="img" aria-label={`Of the gross: ${words}`} title={words} className={`flex w-full min-w-20 gap-px overflow-hidden rounded-full bg-sunken ${tall ? "h-4" : "h-2"}`}>
      {parts.map(({ name, value, colour }) => <span key={name} className={colour} style={{ width: `${part(value, day.gross)}%` }} />)}
    </div>
  );
}

/** What the ribbon's colours mean. */
export function RibbonKey() {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {[["bg-energy", "electricity"], ["bg-service", "service"], ["bg-net", "yours"]].map(([colour, name]) => (
        <li key={name} className="flex items-center gap-1.5"><span aria-hidden="true" className={`size-2.5 rounded-sm ${colour}`} />{name}</li>
      ))}
    </ul>
  );
}
