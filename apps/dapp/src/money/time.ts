// Times as people say them. All inputs are unix seconds.
import { grouped } from "./amount";

const UNITS: readonly [number, string][] = [[86_400, "d"], [3600, "h"], [60, "min"], [1, "s"]];

/** "3 d 4 h", the two largest units. */
export function duration(seconds: number): string {
  let left = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const [size, unit] of UNITS) {
    const count = Math.floor(left / size);
    if (count > 0 || (parts.length > 0 && parts.length < 2)) parts.push(`${count} ${unit}`);
    left -= count * size;
    if (parts.length === 2) break;
  }
  return parts.filter((part) => !part.startsWith("0 ")).join(" ") || "0 s";
}

export const ago = (then: number, now: number): string => (then > now ? `in ${duration(then - now)}` : `${duration(now - then)} ago`);

const DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });
const MOMENT = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });

export const date = (seconds: number): string => DATE.format(seconds * 1000);
export const moment = (seconds: number): string => `${MOMENT.format(seconds * 1000)} UTC`;

export interface Clock {
  readonly genesis_seconds: number;
  readonly epoch_seconds: number;
}

export const epochStart = (clock: Clock, epoch: number): number => clock.genesis_seconds + epoch * clock.epoch_seconds;
export const epochAt = (clock: Clock, seconds: number): number =>
  Math.max(0, Math.floor((seconds - clock.genesis_seconds) / clock.epoch_seconds));

/** How projections are worded: by the day where an epoch is one, else by the epoch, which stands for a day of a devnet. */
export interface Period {
  readonly one: "day" | "epoch";
  readonly year: string;
  readonly count: (many: bigint | number) => string;
}

export function periodOf(epochSeconds: bigint | number): Period {
  const day = Number(epochSeconds) === 86_400;
  return day
    ? { one: "day", year: "a year", count: (many) => `${grouped(many)} d` }
    : { one: "epoch", year: "over 365 epochs", count: (many) => `${grouped(many)} epochs` };
}

/** What an epoch is called: the day, or its number and length where it is not a day. */
export const epochWord = (clock: Clock): string => (clock.epoch_seconds === 86_400 ? "day" : `epoch of ${duration(clock.epoch_seconds)}`);
