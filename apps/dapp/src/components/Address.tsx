import { useState } from "react";

/** An address cut short: whole on hover, copied by a click. */
export function Address({ value, you }: { value: string; you?: string | undefined }) {
  const [copied, setCopied] = useState(false);
  if (value === "") return <span className="text-muted">–</span>;
  const shown = value === you ? "you" : value.length > 18 ? `${value.slice(0, 9)}…${value.slice(-4)}` : value;
  const copy = (): void => {
    void navigator.clipboard.writeText(value).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 1_500);
    }, () => undefined);
  };
  return (
    <button type="button" onClick={copy} title={`${value} (click to copy)`} aria-label={`${value}, copy`}
      className={`mono inline-flex min-h-6 items-center whitespace-nowrap rounded border-0 bg-transparent underline decoration-dotted underline-offset-4 ${value === you ? "font-semibold text-pine" : ""}`}>
      {copied ? "copied" : shown}
    </button>
  );
}

/** A transaction's hash, with the node's own answer behind it. */
export function Hash({ value, rest }: { value: string; rest: string }) {
  if (value === "") return <span className="text-muted">–</span>;
  return (
    <a href={`${rest}/cosmos/tx/v1beta1/txs/${value}`} target="_blank" rel="noreferrer" className="mono whitespace-nowrap" title={value}>
      {value.slice(0, 6)}…{value.slice(-4)}<span className="sr"> (the node's record, new tab)</span>
    </a>
  );
}
