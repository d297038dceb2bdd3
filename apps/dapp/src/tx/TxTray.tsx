import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useConfig } from "@/app/config";
import { Dialog } from "@/components/Dialog";
import { moment } from "@/money/time";
import { finish } from "./run";
import { forgetOver, isOver, type Stage, show, transactions, useTransactions } from "./store";

const WORDS: Readonly<Record<Stage, string>> = {
  simulating: "being tried", review: "to be signed", signing: "to be signed", broadcasting: "being sent", waiting: "waiting",
  included: "done", failed: "failed", rejected: "not signed", lost: "did not happen", unknown: "not known",
};

/** What this browser has sent; goes on with what a reload has interrupted. */
export function TxTray() {
  const config = useConfig();
  const queries = useQueryClient();
  const list = useTransactions().filter(({ chainId }) => chainId === config.chain_id);
  const [open, setOpen] = useState(false);
  const resumed = useRef(false);
  useEffect(() => {
    if (resumed.current) return;
    resumed.current = true;
    for (const tx of transactions()) {
      if (!isOver(tx.stage) && tx.hash && tx.chainId === config.chain_id) void finish(config, queries, tx.id);
    }
  }, [config, queries]);
  const pending = list.filter(({ stage }) => !isOver(stage)).length;
  if (list.length === 0) return null;
  return (
    <>
      <button type="button" className="btn btn-small !px-2.5" onClick={() => setOpen(true)}
        aria-label={`Transactions: ${list.length}${pending > 0 ? `, ${pending} pending` : ""}`}>
        <svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true"><path d="M6 3h12v18l-3-2-3 2-3-2-3 2zm3 6h6m-6 4h6" /></svg>
        {pending > 0 && <span className="tag tag-warn">{pending}</span>}
      </button>
      <Dialog open={open} title="Your transactions" onClose={() => setOpen(false)}>
        <ul className="grid gap-2">
          {list.map((tx) => (
            <li key={tx.id}>
              <button type="button" className="btn w-full !justify-between text-left" onClick={() => { setOpen(false); show(tx.id); }}>
                <span className="grid"><span>{tx.title}</span><span className="small font-normal">{moment(tx.startedSeconds)}</span></span>
                <span className={`tag ${tx.stage === "included" ? "tag-good" : ["failed", "lost", "unknown"].includes(tx.stage) ? "tag-bad" : ""}`}>{WORDS[tx.stage]}</span>
              </button>
            </li>
          ))}
        </ul>
        <button type="button" className="btn" onClick={forgetOver}>Forget those that are over</button>
      </Dialog>
    </>
  );
}
