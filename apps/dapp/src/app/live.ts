// New activity, as the indexer streams it: what is shown is asked again, at most every few seconds.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { indexerUrl } from "@/indexer/client";
import { useIndexerUp } from "@/indexer/health";
import { useConfig } from "./config";

const PAUSE_MS = 4_000;
/** What never changes once it is known, or is asked on its own: a thousand rigs not at every event. */
const LEFT_ALONE = new Set(["payout-assets", "token-image", "health", "status", "rigs"]);

export function useLiveUpdates(): void {
  const config = useConfig();
  const queries = useQueryClient();
  const up = useIndexerUp();
  useEffect(() => {
    if (!up) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stream = new EventSource(indexerUrl(config, "/v1/stream"));
    stream.addEventListener("activity", () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({ predicate: ({ queryKey }) => !LEFT_ALONE.has(String(queryKey[0])) });
      }, PAUSE_MS);
    });
    return () => {
      stream.close();
      clearTimeout(timer);
    };
  }, [config, queries, up]);
}
