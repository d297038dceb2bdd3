// What became of a transaction, by its hash, from the node's REST: works after a reload, without CosmJS.
import type { AppConfig } from "@/app/config";
import { ChainRefusal, rest } from "@/chain/query";
import { human } from "./errors";
import { type Tx, update } from "./store";

interface TxAnswer {
  readonly tx_response: { readonly height: string; readonly code: number; readonly raw_log: string; readonly gas_used: string };
}

const latestHeight = async (config: AppConfig): Promise<number> => {
  const { block } = await rest<{ block: { header: { height: string } } }>(config, "/cosmos/base/tendermint/v1beta1/blocks/latest");
  return Number(block.header.height);
};

/** The status of what no block has. A node that keeps no index of transactions answers with another. */
const NOT_FOUND = 404;
const UNKNOWN = "The node does not say whether a block has it. Look at what you own before you try again: it may have happened.";

/** Looks once; true where the transaction's end is known now. Throws ChainDown. */
export async function lookUp(config: AppConfig, tx: Tx): Promise<boolean> {
  if (!tx.hash) return true;
  // Asked before the transaction is, so that one that comes in between is not called lost.
  const height = tx.lastHeight === undefined ? 0 : await latestHeight(config);
  let isUnknown = false;
  try {
    const { tx_response: found } = await rest<TxAnswer>(config, `/cosmos/tx/v1beta1/txs/${tx.hash}`);
    const place = { height: Number(found.height), gasUsed: found.gas_used };
    if (found.code === 0) update(tx.id, { stage: "included", ...place });
    else update(tx.id, { stage: "failed", error: human(found.raw_log), ...place });
    return true;
  } catch (error) {
    if (!(error instanceof ChainRefusal)) throw error;
    isUnknown = error.status !== NOT_FOUND;
  }
  if (tx.lastHeight === undefined || height <= tx.lastHeight) return false;
  if (isUnknown) {
    update(tx.id, { stage: "unknown", error: { summary: UNKNOWN, words: null } });
    return true;
  }
  update(tx.id, {
    stage: "lost",
    error: { summary: `It is in no block up to ${tx.lastHeight}, and can't get into one any more. Nothing happened.`, words: null },
  });
  return true;
}

const PAUSE_MS = 700;

/** Looks until the end is known; a node that is down is asked again. */
export async function follow(config: AppConfig, tx: Tx, stopped: () => boolean): Promise<void> {
  while (!stopped()) {
    const known = await lookUp(config, tx).catch(() => false);
    if (known) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
