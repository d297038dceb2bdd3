import { useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { useConfig } from "@/app/config";
import { balance } from "@/chain/query";
import { Dialog } from "@/components/Dialog";
import { askFaucet, hasBurner } from "./burner";
import { useWallet, WALLETS } from "./context";

/** The choice of wallets. On a devnet one click makes a funded throw-away account. */
export function WalletDialog() {
  const config = useConfig();
  const queries = useQueryClient();
  const { choosing, stopChoosing, connect, busy, problem } = useWallet();
  const [faucetProblem, setFaucetProblem] = useState<string | null>(null);
  const takeBurner = async (): Promise<void> => {
    setFaucetProblem(null);
    const account = await connect("burner");
    if (!account || !config.faucet) return;
    try {
      // A new key, or one of a chain that began anew.
      if ((await balance(config, account.address, config.gas_price.denom)) > 0n) return;
      await askFaucet(config.faucet, account.address);
      await queries.invalidateQueries({ queryKey: ["balances"] });
    } catch (error) {
      setFaucetProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Dialog open={choosing || faucetProblem !== null} title="Connect a wallet" onClose={() => { stopChoosing(); setFaucetProblem(null); }}>
      <p className="text-muted">Looking needs none. A wallet signs what you buy, claim or sell on <span className="mono">{config.chain_id}</span>; its keys never reach this app.</p>
      <div className="grid gap-2">
        {WALLETS.filter(({ inPage }) => !inPage).map((wallet) => (
          <button key={wallet.id} type="button" className="btn !justify-between" disabled={busy} onClick={() => void connect(wallet.id)}>
            {wallet.name}<span className="small font-normal">{wallet.available() ? "" : "not in this browser"}</span>
          </button>
        ))}
        {config.devnet && (
          <button type="button" className="btn !justify-between" disabled={busy} onClick={() => void takeBurner()}>
            Burner wallet<span className="small font-normal">{hasBurner() ? "the one of this browser" : config.faucet ? "new, with devnet coins" : "new"}</span>
          </button>
        )}
      </div>
      {config.devnet && <p className="small">This is a devnet: its coins are worth nothing.</p>}
      {(problem ?? faucetProblem) && (
        <p role="alert" className={`rounded-xl p-3 ${problem?.problem === "rejected" ? "bg-sunken" : "bg-alarm-soft text-alarm"}`}>{problem?.message ?? faucetProblem}</p>
      )}
    </Dialog>
  );
}
