// The grace in which a due epoch can be paid in time, on both of a chain's clocks.
import type * as Distributor from "@/chain/contracts/distributor";

export interface Moment {
  readonly seconds: number;
  readonly height: number;
}

/**
 * What must pass before a default can be called, as far as it is known here. Pauses stop the contract's clock, and a
 * price that came after the report starts it later: only the contract knows, so that "over" is a "may be".
 */
export const graceEnd = (known: Moment, next: Moment, grace: Distributor.Grace): Moment => ({
  seconds: Math.max(known.seconds, next.seconds) + grace.seconds,
  height: Math.max(known.height, next.height) + grace.blocks,
});

export const mayBeOver = (end: Moment, now: Moment): boolean => now.seconds > end.seconds && now.height > end.height;
