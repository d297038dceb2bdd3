// A rig's term: what is left of it bounds all that a share can still earn.
import type { RigSummary } from "@/indexer/types";
import { type Clock, epochStart } from "@/money/time";

type Term = Pick<RigSummary, "start_epoch" | "end_epoch">;

/** Whole epochs that a rig still earns: from now on, or from when its term begins. */
export const epochsLeft = ({ start_epoch, end_epoch }: Term, clock: Clock, nowSeconds: number): bigint =>
  BigInt(Math.max(0, Math.floor((epochStart(clock, end_epoch) - Math.max(nowSeconds, epochStart(clock, start_epoch))) / clock.epoch_seconds)));

/** Whether a rig's term is over: it earns nothing any more, and its operator can't sell of it. */
export const hasEnded = ({ end_epoch }: Pick<Term, "end_epoch">, clock: Clock, nowSeconds: number): boolean =>
  epochStart(clock, end_epoch) <= nowSeconds;
