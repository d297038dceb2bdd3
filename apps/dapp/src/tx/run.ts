// A transaction from the click to the block. The wallet opens only after a simulation that went well.
import type { QueryClient } from "@tanstack/react-query";
import type { AppConfig } from "@/app/config";
import { exact, glance } from "@/money/amount";
import { factsOf } from "@/money/denom";
import type { WalletAdapter } from "@/wallet/adapter";
import { walletError } from "@/wallet/adapter";
import type { Action } from "./actions";
import { human, NotTaken } from "./errors";
import { follow } from "./lookup";
import type { Signed, Simulated } from "./sign";
import { put, show, transactions, type Tx, update } from "./store";

export interface Request {
  readonly title: string;
  readonly actions: readonly Action[];
}

/** What the open dialog may still do: sign, or leave it. */
const decisions = new Map<string, (sign: boolean) => void>();

export function decide(id: string, sign: boolean): void {
  const decision = decisions.get(id);
  decisions.delete(id);
  decision?.(sign);
}

const reviewed = (id: string): Promise<boolean> => new Promise((resolve) => decisions.set(id, resolve));

function feeText(config: AppConfig, { fee }: Simulated): string {
  return fee.amount.map(({ denom, amount }) => {
    const facts = factsOf(config, denom);
    return `${glance(BigInt(amount), facts.decimals)} ${facts.symbol} (${exact(BigInt(amount), facts.decimals)})`;
  }).join(" + ");
}

/** Everything that a transaction may have changed is asked again, and once more when the indexer has it. */
export function refresh(queries: QueryClient): void {
  void queries.invalidateQueries();
  setTimeout(() => void queries.invalidateQueries(), 2_500);
}

export async function run(config: AppConfig, queries: QueryClient, wallet: WalletAdapter, sender: string, request: Request): Promise<boolean> {
  const id = crypto.getRandomValues(new Uint32Array(2)).join("-");
  const start: Tx = {
    id, title: request.title, sender, chainId: config.chain_id, stage: "simulating",
    startedSeconds: Math.floor(Date.now() / 1000),
  };
  put(start);
  show(id);
  let simulated: Simulated;
  try {
    const { simulate } = await import("./sign");
    simulated = await simulate(config, await wallet.signer(config), sender, request.actions);
  } catch (error) {
    update(id, { stage: "failed", error: human(error) });
    return false;
  }
  update(id, { stage: "review", fee: feeText(config, simulated) });
  if (!(await reviewed(id))) {
    update(id, { stage: "rejected" });
    return false;
  }
  update(id, { stage: "signing" });
  let signed: Signed;
  try {
    signed = await simulated.sign();
  } catch (error) {
    const problem = walletError(wallet.name, error);
    const nothing = problem.problem === "rejected";
    update(id, nothing ? { stage: "rejected" } : { stage: "failed", error: human(problem) });
    return false;
  }
  // Kept before it is sent: a reload in between finds out by the hash.
  update(id, { stage: "broadcasting", hash: signed.hash, lastHeight: signed.lastHeight });
  try {
    await signed.broadcast();
  } catch (error) {
    if (error instanceof NotTaken) {
      update(id, { stage: "failed", error: human(error) });
      return false;
    }
    // It may have arrived all the same: only the chain knows.
  }
  update(id, { stage: "waiting" });
  return finish(config, queries, id);
}

/** Follows a transaction that has a hash to its end. */
export async function finish(config: AppConfig, queries: QueryClient, id: string): Promise<boolean> {
  const tx = transactions().find((entry) => entry.id === id);
  if (!tx) return false;
  await follow(config, tx, () => false);
  refresh(queries);
  return transactions().find((entry) => entry.id === id)?.stage === "included";
}
