import { useConfig } from "@/app/config";
import { Dialog } from "@/components/Dialog";
import { useWallet } from "@/wallet/context";
import { decide } from "./run";
import { isOver, show, type Stage, type Tx, useOpenTx, useTransactions } from "./store";

const STEPS: readonly { readonly stages: readonly Stage[]; readonly name: string }[] = [
  { stages: ["simulating"], name: "Try it on the node" },
  { stages: ["review", "signing"], name: "Sign" },
  { stages: ["broadcasting"], name: "Send" },
  { stages: ["waiting"], name: "Wait for a block" },
];

/** What is said aloud, and shown on top. */
export function stageWords(tx: Tx, wallet: string): string {
  switch (tx.stage) {
    case "simulating": return "Trying it on the node. Nothing is signed yet.";
    case "review": return `It would work. The fee is ${tx.fee ?? "unknown"}.`;
    case "signing": return `Confirm in ${wallet}.`;
    case "broadcasting": return "Signed. Sending it to the node.";
    case "waiting": return "Sent. Waiting for a block to take it.";
    case "included": return `Done: in block ${tx.height ?? ""}.`;
    case "rejected": return "You did not sign. Nothing was sent, nothing has changed.";
    case "lost":
    case "unknown":
    case "failed": return tx.error?.summary ?? "It failed.";
  }
}

const stepOf = (tx: Tx): number => {
  if (tx.stage === "included") return STEPS.length;
  const at = STEPS.findIndex(({ stages }) => stages.includes(tx.stage));
  if (at >= 0) return at;
  // Where it ended: with a hash it was signed and sent, else it got no further than the simulation or signature.
  if (tx.hash) return 3;
  return tx.fee ? 1 : 0;
};

function Steps({ tx }: { tx: Tx }) {
  const now = stepOf(tx);
  const over = isOver(tx.stage);
  return (
    <ol className="grid gap-2">
      {STEPS.map(({ name }, at) => {
        const done = at < now;
        const current = at === now && !over;
        const broke = at === now && over && tx.stage !== "included";
        return (
          <li key={name} className={`flex items-center gap-3 ${done || current ? "text-ink" : "text-muted"}`} aria-current={current ? "step" : undefined}>
            <span aria-hidden="true" className={`grid size-6 place-items-center rounded-full border text-xs font-bold ${done ? "border-pine bg-pine text-pine-ink" : current ? "animate-pulse border-pine text-pine" : "border-edge"}`}>
              {done ? "✓" : broke ? (tx.stage === "rejected" ? "–" : "!") : at + 1}
            </span>
            {name}<span className="sr">{done ? ": done" : current ? ": now" : ""}</span>
          </li>
        );
      })}
    </ol>
  );
}

function Body({ tx }: { tx: Tx }) {
  const config = useConfig();
  const { wallet } = useWallet();
  const name = wallet?.name ?? "your wallet";
  const bad = tx.stage === "failed" || tx.stage === "lost" || tx.stage === "unknown";
  return (
    <>
      <p className="font-medium">{tx.title}</p>
      <Steps tx={tx} />
      {/* Said aloud while the dialog stands: what lies behind it is not. */}
      <div role="status" className={`rounded-xl p-3 ${bad ? "bg-alarm-soft text-alarm" : tx.stage === "included" ? "bg-pine-soft text-pine" : "bg-sunken"}`}>
        <p className="wrap-anywhere font-medium">{stageWords(tx, name)}</p>
        {tx.error?.words && (
          <details className="mt-2 text-sm"><summary>In the contract's own words</summary><p className="mono mt-1 wrap-anywhere">{tx.error.words}</p></details>
        )}
      </div>
      {tx.hash && (
        <p className="small">Hash <a className="mono wrap-anywhere" target="_blank" rel="noreferrer" href={`${config.rest}/cosmos/tx/v1beta1/txs/${tx.hash}`}>{tx.hash}<span className="sr"> (the node's record, new tab)</span></a></p>
      )}
      {tx.stage === "review" ? (
        <div className="flex flex-wrap gap-2">
          <button type="button" className="btn btn-main flex-1" onClick={() => decide(tx.id, true)}>Sign with {name}</button>
          <button type="button" className="btn" onClick={() => { decide(tx.id, false); show(null); }}>Not now</button>
        </div>
      ) : (
        <button type="button" className="btn" onClick={() => show(null)}>{isOver(tx.stage) ? "Close" : "Go on in the background"}</button>
      )}
    </>
  );
}

/** The transaction that was begun last, or that somebody opened from the tray. */
export function TxDialog() {
  const open = useOpenTx();
  const list = useTransactions();
  const { wallet } = useWallet();
  const tx = list.find(({ id }) => id === open);
  const close = (): void => {
    if (tx?.stage === "review") decide(tx.id, false);
    show(null);
  };
  const latest = list[0];
  return (
    <>
      {/* Said aloud while no dialog stands. */}
      <p className="sr" role="status" aria-live="polite" data-testid="tx-status">
        {latest ? `${latest.title}: ${stageWords(latest, wallet?.name ?? "your wallet")}` : ""}
      </p>
      <Dialog open={tx !== undefined} title="Transaction" onClose={close}>{tx && <Body tx={tx} />}</Dialog>
    </>
  );
}
