// Which rigs, in which order: all of it in the URL, so that a view can be shared.
import { inputsOf, inQuote, offered, type Offered, type ShareDay, shareDay, type Yield, yieldOf } from "@/data/economics";
import type { Asset, MarketFacts } from "@/data/market";
import { epochsLeft, hasEnded } from "@/data/term";
import type { RigSummary } from "@/indexer/types";
import { efficiencyKey } from "@/money/hashrate";

export const SORTS = {
  yield: "Net yield, highest first",
  payback: "Payback, shortest first",
  price: "Price per share, lowest first",
  efficiency: "Efficiency, best first",
  hashrate: "Hashrate, largest first",
  record: "Delivery record, best first",
  newest: "Newest first",
} as const;

export type Sort = keyof typeof SORTS;

export interface Filter {
  readonly coin: string;
  readonly status: "open" | "approved" | "waiting" | "retired" | "all";
  readonly grade: "" | "plausible" | "attested";
  readonly text: string;
  readonly sort: Sort;
}

export const DEFAULT: Filter = { coin: "", status: "open", grade: "", text: "", sort: "yield" };

const oneOf = <T extends string>(value: string | null, allowed: readonly T[], otherwise: T): T =>
  allowed.find((each) => each === value) ?? otherwise;

export function fromUrl(search: string): Filter {
  const given = new URLSearchParams(search);
  return {
    coin: (given.get("coin") ?? "").slice(0, 16),
    status: oneOf(given.get("status"), ["open", "approved", "waiting", "retired", "all"], DEFAULT.status),
    grade: oneOf(given.get("grade"), ["", "plausible", "attested"], ""),
    text: (given.get("q") ?? "").slice(0, 80),
    sort: oneOf(given.get("sort"), Object.keys(SORTS) as Sort[], DEFAULT.sort),
  };
}

/** Only what differs from the usual view. */
export function toUrl(filter: Filter): string {
  const params = new URLSearchParams();
  if (filter.coin) params.set("coin", filter.coin);
  if (filter.status !== DEFAULT.status) params.set("status", filter.status);
  if (filter.grade) params.set("grade", filter.grade);
  if (filter.text) params.set("q", filter.text);
  if (filter.sort !== DEFAULT.sort) params.set("sort", filter.sort);
  return params.toString();
}

/** A rig with what its share earns and costs: nothing any more once its term has ended. */
export interface RigView {
  readonly rig: RigSummary;
  readonly ended: boolean;
  readonly day: ShareDay | null;
  readonly offer: Offered | null;
  readonly priceNano: bigint | null;
  readonly yields: Yield | null;
}

export function viewOf(rig: RigSummary, market: MarketFacts, assets: ReadonlyMap<string, Asset>, now: number): RigView {
  const ended = hasEnded(rig, market.clock, now);
  const inputs = ended ? null : inputsOf(rig, market);
  const day = inputs && shareDay(inputs);
  const offer = offered(ended ? { ...rig, sale: null } : rig, now);
  const priceNano = offer ? inQuote(offer.pricePerShare, offer.denom, market, assets) ?? null : null;
  return { rig, ended, day, offer, priceNano, yields: day && priceNano !== null ? yieldOf(day.net, priceNano, epochsLeft(rig, market.clock, now)) : null };
}

function matches({ rig, offer }: RigView, { coin, status, grade, text }: Filter): boolean {
  if (coin && rig.coin !== coin) return false;
  if (status === "open" ? rig.status !== "approved" || !offer : status !== "all" && rig.status !== status) return false;
  if (grade && rig.last_report?.grade !== grade) return false;
  const words = text.trim().toLowerCase();
  return words === "" || `${rig.name} ${rig.operator} ${rig.rig} ${rig.coin}`.toLowerCase().includes(words);
}

const record = ({ rig: { record: { closed, settled, outage } } }: RigView): number =>
  closed - outage === 0 ? -1 : settled / (closed - outage);

const descending = (a: bigint | number | null | undefined, b: bigint | number | null | undefined): number => {
  if (a === null || a === undefined) return b === null || b === undefined ? 0 : 1;
  if (b === null || b === undefined) return -1;
  return a < b ? 1 : a > b ? -1 : 0;
};

const ascending = (a: bigint | number | null | undefined, b: bigint | number | null | undefined): number =>
  a === null || a === undefined || b === null || b === undefined ? descending(a, b) : -descending(a, b);

const ORDERS: Readonly<Record<Sort, (a: RigView, b: RigView) => number>> = {
  yield: (a, b) => descending(a.yields?.bps, b.yields?.bps),
  payback: (a, b) => ascending(a.yields?.paybackDays, b.yields?.paybackDays),
  price: (a, b) => ascending(a.priceNano, b.priceNano),
  efficiency: (a, b) => {
    const key = ({ rig }: RigView): number => efficiencyKey(BigInt(rig.watts), BigInt(rig.hashrate_hs), rig.coin);
    return ascending(key(a), key(b));
  },
  hashrate: (a, b) => descending(BigInt(a.rig.hashrate_hs), BigInt(b.rig.hashrate_hs)),
  record: (a, b) => descending(record(a), record(b)),
  newest: (a, b) => descending(a.rig.rig, b.rig.rig),
};

export const select = (views: readonly RigView[], filter: Filter): RigView[] =>
  views.filter((view) => matches(view, filter)).sort((a, b) => Number(a.ended) - Number(b.ended) || ORDERS[filter.sort](a, b) || a.rig.rig - b.rig.rig);
