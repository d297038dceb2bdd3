// Whether the node answers.
import { reachable } from "@/app/reachable";

export const { mark: markChain, useIsUp: useChainUp } = reachable();
