// Whether the indexer answers.
import { reachable } from "@/app/reachable";

export const { mark: markIndexer, useIsUp: useIndexerUp } = reachable();
