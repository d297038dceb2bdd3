// What an operator owes and has: from the contracts, as they stand now.
import { useQuery } from "@tanstack/react-query";
import { type AppConfig, useConfig } from "@/app/config";
import type * as Distributor from "@/chain/contracts/distributor";
import type * as Nft from "@/chain/contracts/hashrate-nft";
import type * as Oracle from "@/chain/contracts/oracle";
import { ChainRefusal, smart } from "@/chain/query";
import { ask, orFromChain } from "@/indexer/client";
import type { Operator, RigSummary } from "@/indexer/types";
import { ownWords } from "@/tx/errors";
import { graceEnd, type Moment } from "./grace";
import { bookOnChain, rigOnChain, rigsOnChain, summaryOf } from "./rigs";

/** The most epochs of a rig that are settled at once: what one message takes. */
export const MOST_DUE = 64;

export interface RigDesk {
  readonly rig: Nft.RigResponse;
  readonly book: Distributor.RigBookResponse;
  readonly due: Distributor.DueResponse | null;
  /** Why nothing can be settled, in the contract's words, where a report is there. */
  readonly waits: string | null;
  /** Whether more epochs are reported than can be settled at once. */
  readonly more: boolean;
  /** Until when the first due epoch is in time. */
  readonly graceEnd: Moment | null;
}

/**
 * What is left to ask for after a refusal: from the contract's next epoch on, where no share existed in those
 * before it; up to a gap, where an epoch between has no report. Nothing where nothing of it can be settled.
 */
export function withoutRefused(items: readonly Distributor.RigEpoch[], words: string): Distributor.RigEpoch[] | null {
  const refused = /epoch (\d+) of rig/.exec(words)?.[1];
  const next = /that is (\d+)/.exec(words)?.[1];
  const first = items[0]?.epoch;
  if (first === undefined) return null;
  const left = refused === undefined ? items.slice(0, 1)
    : Number(refused) > first ? items.filter(({ epoch }) => epoch < Number(refused))
      : next !== undefined ? items.filter(({ epoch }) => epoch >= Number(next)) : [];
  return left.length > 0 && left.length < items.length ? left : null;
}

/** Due epochs in order from the next one; epochs in which no share existed are left out, as the contract says. */
async function dueOf(config: AppConfig, rig: number, epochs: readonly number[]): Promise<{ due: Distributor.DueResponse | null; waits: string | null }> {
  let items: Distributor.RigEpoch[] = epochs.map((epoch) => ({ rig, epoch }));
  let waits: string | null = null;
  for (let tries = 0; tries < 4 && items.length > 0; tries += 1) {
    try {
      const due = await smart<Distributor.DueResponse>(config, config.contracts.distributor, { due: { items } });
      return { due, waits: null };
    } catch (error) {
      if (!(error instanceof ChainRefusal)) throw error;
      waits = ownWords(error.message);
      const fewer = withoutRefused(items, waits);
      if (!fewer) break;
      items = fewer;
    }
  }
  return { due: null, waits };
}

const graceOf = async (config: AppConfig): Promise<Distributor.Grace> =>
  (await smart<Distributor.ConfigResponse>(config, config.contracts.distributor, { config: {} })).grace;

/** What a rig's operator owes now, and until when it is in time. */
async function debtOf(config: AppConfig, rig: number, grace: Distributor.Grace): Promise<Omit<RigDesk, "rig">> {
  const book = await bookOnChain(config, rig);
  const next = book.book.next_epoch;
  const { reports } = await smart<Oracle.ReportsResponse>(config, config.contracts.oracle, {
    reports: { rig, start_after: next > 0 ? next - 1 : null, limit: MOST_DUE + 1 },
  });
  const { due, waits } = await dueOf(config, rig, reports.slice(0, MOST_DUE).map(({ epoch }) => epoch));
  const first = due?.items[0];
  const report = reports.find(({ epoch }) => epoch === first?.epoch)?.report;
  return {
    book, due, waits, more: reports.length > MOST_DUE,
    graceEnd: report ? graceEnd(
      { seconds: report.final_seconds, height: report.final_height },
      { seconds: book.book.next_since_seconds, height: book.book.next_since_height },
      grace,
    ) : null,
  };
}

async function deskOf(config: AppConfig, rig: number, grace: Distributor.Grace): Promise<RigDesk> {
  const [facts, debt] = await Promise.all([rigOnChain(config, rig), debtOf(config, rig, grace)]);
  return { rig: facts, ...debt };
}

async function rigsOf(config: AppConfig, address: string): Promise<readonly RigSummary[]> {
  const { rigs } = await orFromChain<Pick<Operator, "rigs">>(
    () => ask<Operator>(config, `/v1/operators/${address}`),
    async () => ({ rigs: (await rigsOnChain(config)).filter(({ facts }) => facts.operator === address).map((rig) => summaryOf(rig)) }),
  );
  return rigs;
}

export function useDesk(address: string | undefined) {
  const config = useConfig();
  return useQuery({
    queryKey: ["desk", address],
    enabled: address !== undefined,
    refetchInterval: 15_000,
    queryFn: async () => {
      const [rigs, grace] = await Promise.all([rigsOf(config, address ?? ""), graceOf(config)]);
      return Promise.all(rigs.map(({ rig }) => deskOf(config, rig, grace)));
    },
  });
}

/** The first epoch that a rig's operator owes, and until when it is in time; null where none is due. */
export function useFirstDue(rig: number) {
  const config = useConfig();
  return useQuery({
    queryKey: ["first-due", rig],
    refetchInterval: 15_000,
    queryFn: async () => {
      const { due, graceEnd: end } = await debtOf(config, rig, await graceOf(config));
      const first = due?.items[0];
      return first && end ? { epoch: first.epoch, graceEnd: end } : null;
    },
  });
}

/** Who holds shares of the operator's rigs; from the indexer alone. */
export function useBuyers(address: string | undefined) {
  const config = useConfig();
  return useQuery({
    queryKey: ["buyers", address],
    enabled: address !== undefined,
    retry: false,
    queryFn: async ({ signal }) => (await ask<Operator>(config, `/v1/operators/${address}`, signal)).sales,
  });
}

/** What a rig can be registered with: the oracle's coins and the distributor's denoms. */
export function useRegistrationLists() {
  const config = useConfig();
  return useQuery({
    queryKey: ["registration-lists"],
    staleTime: 60_000,
    queryFn: async () => {
      const [{ assets }, { denoms }, { quote_currency }] = await Promise.all([
        smart<Oracle.AssetsResponse>(config, config.contracts.oracle, { assets: { limit: 100 } }),
        smart<Distributor.DenomsResponse>(config, config.contracts.distributor, { denoms: { limit: 30 } }),
        smart<Oracle.ConfigResponse>(config, config.contracts.oracle, { config: {} }),
      ]);
      return { assets, denoms, quote: quote_currency };
    },
  });
}
