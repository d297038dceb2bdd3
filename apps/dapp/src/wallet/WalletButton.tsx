import { useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { useConfig } from "@/app/config";
import { Amount } from "@/components/Amount";
import { Address } from "@/components/Address";
import { Dialog } from "@/components/Dialog";
import { useBalances } from "@/data/holder";
import { factsOf } from "@/money/denom";
import { askFaucet, forgetBurner } from "./burner";
import { useWallet } from "./context";

function Purse({ address }: { address: string }) {
  const config = useConfig();
  const { data } = useBalances(address);
  const known = [...(data ?? [])].filter(([denom]) => factsOf(config, denom).known);
  if (!data) return <p className="small">Asking the node for balances.</p>;
  if (known.length === 0) return <p className="small">This account has no coins yet.</p>;
  return (
    <ul className="grid gap-1">
      {known.map(([denom, base]) => <li key={denom} className="font-medium"><Amount base={base} denom={denom} /></li>)}
    </ul>
  );
}

/** A devnet's coins for the asking. */
export function FaucetButton({ address, label }: { address: string; label: string }) {
  const config = useConfig();
  const queries = useQueryClient();
  const [state, setState] = useState<"idle" | "busy" | "done" | string>("idle");
  if (!config.devnet || !config.faucet) return null;
  const faucet = config.faucet;
  const ask = async (): Promise<void> => {
    setState("busy");
    try {
      await askFaucet(faucet, address);
      setState("done");
      await queries.invalidateQueries({ queryKey: ["balances"] });
    } catch (error) {
      setState(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <div>
      <button type="button" className="btn w-full" disabled={state === "busy"} onClick={() => void ask()}>{state === "busy" ? "Asking the faucet" : label}</button>
      <p className="small mt-1" role="status">{state === "done" ? "The faucet has paid." : state === "idle" || state === "busy" ? "" : state}</p>
    </div>
  );
}

export function WalletButton() {
  const { account, wallet, busy, choose, disconnect } = useWallet();
  const [open, setOpen] = useState(false);
  if (!account || !wallet) {
    return <button type="button" className="btn btn-main btn-small" onClick={choose} disabled={busy}>{busy ? "Connecting" : "Connect"}</button>;
  }
  return (
    <>
      <button type="button" className="btn btn-small" onClick={() => setOpen(true)} aria-label={`Wallet: ${account.name}, ${account.address}`}>
        <span className={`size-2 rounded-full ${wallet.inPage ? "bg-alarm" : "bg-net"}`} aria-hidden="true" />
        <span className="mono max-w-24 truncate">{account.name || account.address.slice(-6)}</span>
      </button>
      <Dialog open={open} title={`${wallet.name}: ${account.name}`} onClose={() => setOpen(false)}>
        <p className="wrap-anywhere"><Address value={account.address} /></p>
        <Purse address={account.address} />
        <FaucetButton address={account.address} label="Get devnet coins" />
        <div className="flex flex-wrap gap-2">
          <button type="button" className="btn" onClick={() => { setOpen(false); disconnect(); }}>Disconnect</button>
          {wallet.inPage && <button type="button" className="btn" onClick={() => { forgetBurner(); setOpen(false); disconnect(); }}>Forget this key for ever</button>}
        </div>
      </Dialog>
    </>
  );
}
