import type { DeliveryRecord, GradeWord, OutcomeWord, RigState } from "@/indexer/types";

export function GradeTag({ grade }: { grade: GradeWord | null | undefined }) {
  if (!grade) return <span className="tag" title="No report is final yet">no report</span>;
  const words = grade === "plausible"
    ? "A quorum of reporters agrees, and the network's figures say that it can be true"
    : "A quorum of reporters agrees";
  return <span className={`tag ${grade === "plausible" ? "tag-good" : "tag-cool"}`} title={words}>{grade}</span>;
}

const OUTCOMES: Readonly<Record<OutcomeWord, string>> = { settled: "tag-good", late: "tag-warn", defaulted: "tag-bad", outage: "" };
export const OutcomeTag = ({ outcome }: { outcome: OutcomeWord }) => <span className={`tag ${OUTCOMES[outcome]}`}>{outcome}</span>;

/** A rig stays approved when its term is over, until it is retired. */
export type ShownState = RigState | "ended";
export const shownState = (state: RigState, ended: boolean): ShownState => (ended && state === "approved" ? "ended" : state);

const STATES: Readonly<Record<ShownState, [string, string]>> = {
  waiting: ["tag-warn", "waits for approval"], approved: ["tag-good", "approved"],
  rejected: ["tag-bad", "rejected"], retired: ["", "retired"], ended: ["", "term ended"],
};
export const StateTag = ({ state }: { state: ShownState }) => <span className={`tag ${STATES[state][0]}`}>{STATES[state][1]}</span>;

/** Epochs closed on time of all closed. */
export function RecordTag({ record }: { record: DeliveryRecord }) {
  if (record.closed === 0) return <span className="tag" title="No epoch is closed yet">no record yet</span>;
  const blamed = record.late + record.defaulted;
  const words = `${record.settled} on time, ${record.late} late, ${record.defaulted} defaulted, ${record.outage} without a report`;
  const kind = record.defaulted > 0 ? "tag-bad" : blamed > 0 ? "tag-warn" : "tag-good";
  return <span className={`tag ${kind}`} title={words}>{record.settled} of {record.closed - record.outage} on time</span>;
}
