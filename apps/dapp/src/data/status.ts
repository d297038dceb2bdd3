// The clock of the suite, and now.
import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { type AppConfig, useConfig } from "@/app/config";
import type * as Nft from "@/chain/contracts/hashrate-nft";
import { rest, smart } from "@/chain/query";
import { ask, orFromChain } from "@/indexer/client";
import type { Health, Status } from "@/indexer/types";
import type { Moment } from "./grace";
import { hasEnded } from "./term";

async function statusFromChain(config: AppConfig): Promise<Status> {
  const [{ clock, quote_currency }, { block }] = await Promise.all([
    smart<Nft.ConfigResponse>(config, config.contracts.hashrate_nft, { extension: { msg: { config: {} } } }),
    rest<{ block: { header: { height: string; time: string } } }>(config, "/cosmos/base/tendermint/v1beta1/blocks/latest"),
  ]);
  return {
    chain_id: config.chain_id,
    height: Number(block.header.height),
    time_seconds: Math.floor(Date.parse(block.header.time) / 1000),
    quote_currency,
    clock: { genesis_seconds: Number(clock.genesis_seconds), epoch_seconds: Number(clock.epoch_seconds) },
  };
}

export function useStatus() {
  const config = useConfig();
  return useQuery({
    queryKey: ["status"],
    queryFn: ({ signal }) => orFromChain(() => ask<Status>(config, "/v1/status", signal), () => statusFromChain(config)),
    refetchInterval: 15_000,
  });
}

/** The clock alone: it never changes. */
export const useClock = () => useStatus().data?.clock;

/** The currency of prices, as the suite was born with it. */
export const useQuoteCurrency = (): string => useStatus().data?.quote_currency ?? "USD";

/** How far the indexer is behind; asked rarely, so that a stalled one is noticed. */
export function useHealth() {
  const config = useConfig();
  return useQuery({
    queryKey: ["health"],
    queryFn: ({ signal }) => ask<Health>(config, "/healthz", signal),
    refetchInterval: 10_000,
    retry: false,
  });
}

const TICK_MS = 5_000;
let now = Math.floor(Date.now() / 1000);
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Math.floor(Date.now() / 1000);
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Now, and the last block that is known of. */
export function useMoment(): Moment {
  const seconds = useNow();
  return { seconds, height: useStatus().data?.height ?? 0 };
}

/** Whether a rig's term is over. Draws anew when it ends, not at every tick. */
export function useEnded(rig: { readonly end_epoch: number }): boolean {
  const clock = useClock();
  return useSyncExternalStore(subscribe, () => clock !== undefined && hasEnded(rig, clock, now));
}

/** Unix seconds, moving on every five. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now);
