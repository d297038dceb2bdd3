// A new rig from what somebody typed, or what is wrong with it, box by box.
import type * as Nft from "@/chain/contracts/hashrate-nft";
import { whole } from "@/components/number";
import { COINS } from "@/math/coins";
import { parse } from "@/money/amount";

export interface Draft {
  readonly model: string;
  readonly coin: string;
  readonly hashrate: string;
  readonly unit: string;
  readonly watts: string;
  readonly kwh: string;
  readonly serviceFee: string;
  readonly location: string;
  readonly renewable: string;
  readonly pool: string;
  readonly scheme: string;
  readonly worker: string;
  readonly payoutAddress: string;
  readonly start: string;
  readonly epochs: string;
  readonly payout: string;
  readonly saleDenom: string;
  readonly royalty: string;
  readonly grade: string;
}

export const EMPTY: Draft = {
  model: "", coin: "", hashrate: "", unit: "1", watts: "", kwh: "", serviceFee: "2", location: "", renewable: "0", pool: "",
  scheme: "fpps", worker: "", payoutAddress: "", start: "", epochs: "", payout: "", saleDenom: "", royalty: "2", grade: "plausible",
};

export type Problems = Partial<Record<keyof Draft, string | undefined>>;

export interface Surroundings {
  readonly current: number;
  readonly quote: string;
  readonly payout: Nft.Denom;
}

const MOST_TEXT_BYTES = 128;
const MOST_EPOCHS = 3_660;

const bps = (text: string, most: number): number => {
  const value = Number(parse(text, 2));
  if (value > most) throw new Error(`At most ${most / 100} %`);
  return value;
};

/** The message's rig, or a problem for each box that has one. */
export function toRig(draft: Draft, { current, quote, payout }: Surroundings): { rig: Nft.NewRig | null; problems: Problems } {
  const problems: Problems = {};
  const take = <T>(key: keyof Draft, parser: (text: string) => T): T | undefined => {
    try {
      if (draft[key].trim() === "") throw new Error("This is needed");
      return parser(draft[key].trim());
    } catch (error) {
      problems[key] = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  };
  const text = (key: keyof Draft): string | undefined => take(key, (value) => {
    if (new TextEncoder().encode(value).length > MOST_TEXT_BYTES) throw new Error(`At most ${MOST_TEXT_BYTES} bytes`);
    return value;
  });
  const algorithm = COINS[draft.coin]?.algorithm;
  const unitHs = algorithm?.unitHs ?? 1n;
  const decimals = unitHs.toString().length - 1;
  const hashrate = take("hashrate", (value) => parse(value, decimals));
  const unit = take("unit", (value) => {
    const share = parse(value, decimals);
    if (share === 0n || (hashrate !== undefined && hashrate % share !== 0n)) throw new Error("The hashrate is no whole number of such shares");
    return share;
  });
  const start = take("start", (value) => whole(value, current + 1, 2 ** 32 - 1));
  const epochs = take("epochs", (value) => whole(value, 1, MOST_EPOCHS));
  const parts = {
    model: text("model"), location: text("location"), pool: text("pool"), worker: text("worker"), payout_address: text("payoutAddress"),
    watts: take("watts", (value) => whole(value, 1, Number.MAX_SAFE_INTEGER)),
    kwh: take("kwh", (value) => parse(value, 9)),
    service: take("serviceFee", (value) => bps(value, 10_000)),
    renewable: take("renewable", (value) => bps(value, 10_000)),
    royalty: take("royalty", (value) => bps(value, 1_000)),
  };
  if (Object.keys(problems).length > 0 || hashrate === undefined || unit === undefined || start === undefined || epochs === undefined) {
    return { rig: null, problems };
  }
  return {
    problems,
    rig: {
      model: parts.model ?? "", coin: draft.coin, algorithm: algorithm?.name ?? "", hashrate_hs: hashrate.toString(), unit_hashrate_hs: unit.toString(),
      watts: parts.watts ?? 0, electricity_nano_per_kwh: (parts.kwh ?? 0n).toString(), electricity_currency: quote, service_fee_bps: parts.service ?? 0,
      location: parts.location ?? "", renewable_bps: parts.renewable ?? 0, pool: parts.pool ?? "", scheme: draft.scheme as Nft.PayoutScheme,
      worker: parts.worker ?? "", payout_address: parts.payout_address ?? "", start_epoch: start, end_epoch: start + epochs, payout,
      sale_denom: draft.saleDenom, royalty_bps: parts.royalty ?? 0, least_grade: draft.grade as Nft.Grade,
    },
  };
}
