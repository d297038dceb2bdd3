import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useChainUp } from "@/chain/health";
import { useHealth, useNow } from "@/data/status";
import { useIndexerUp } from "@/indexer/health";
import { duration } from "@/money/time";
import { useWallet } from "@/wallet/context";

/** What must be known before anything is believed: a burner key, a source that does not answer, stale data. */
export function Banners() {
  const { wallet } = useWallet();
  const indexerUp = useIndexerUp();
  const chainUp = useChainUp();
  const now = useNow();
  const { data: health } = useHealth();
  const queries = useQueryClient();
  const wasUp = useRef(true);
  useEffect(() => {
    if (indexerUp && chainUp && !wasUp.current) void queries.invalidateQueries();
    wasUp.current = indexerUp && chainUp;
  }, [indexerUp, chainUp, queries]);
  const behind = health && health.status !== "ok" ? now - health.indexed_time_seconds : 0;
  return (
    <div aria-live="polite">
      {wallet?.id === "burner" && (
        <p className="bg-alarm px-4 py-2 text-center text-sm font-semibold text-card">
          Burner wallet: its key lies open in this browser. For this devnet's play money only.
        </p>
      )}
      {!chainUp && (
        <p className="bg-alarm-soft px-4 py-2 text-center text-sm font-semibold text-alarm">
          The node does not answer. Nothing can be sent, and what you see may be old. Trying again.
        </p>
      )}
      {!indexerUp && (
        <p className="bg-copper-soft px-4 py-2 text-center text-sm font-semibold text-copper">
          The indexer does not answer. You see what the chain itself says; trades and charts over time are missing.
        </p>
      )}
      {indexerUp && health && health.status !== "ok" && (
        <p className="bg-copper-soft px-4 py-2 text-center text-sm font-semibold text-copper">
          The indexer is {health.lag_blocks} blocks behind{behind > 0 ? `: figures are ${duration(behind)} old` : ""}.
        </p>
      )}
    </div>
  );
}
