// Rigs: summaries from the indexer, or put together from the chain.
import { useQuery } from "@tanstack/react-query";
import { type AppConfig, useConfig } from "@/app/config";
import type * as Distributor from "@/chain/contracts/distributor";
import type * as Nft from "@/chain/contracts/hashrate-nft";
import { smart } from "@/chain/query";
import { ask, askAll, IndexerRefusal, orFromChain } from "@/indexer/client";
import type { DeliveryRecord, Page, ReportRow, RigEpochRow, RigState, RigSummary } from "@/indexer/types";
import { written } from "@/money/denom";
import { epochsFromChain, reportsFromChain } from "./rigHistory";

const MOST_RIGS = 5_000;
const PAGE = 30;

const STATES: Readonly<Record<Nft.RigStatus, RigState>> = { pending: "waiting", approved: "approved", rejected: "rejected" };

const NO_RECORD: DeliveryRecord = {
  closed: 0, settled: 0, late: 0, defaulted: 0, outage: 0, due: "0", delivered: "0", short: "0", cured: "0", outstanding: "0",
};

/** What a summary says, from a rig's own facts. What only history knows is left empty. */
export function summaryOf(rig: Nft.RigResponse, book?: Distributor.RigBookResponse): RigSummary {
  const { facts, profile, sale } = rig;
  const terms = facts.terms.at(-1);
  const record = book?.book.record;
  return {
    rig: rig.rig,
    operator: facts.operator,
    name: profile.model,
    coin: facts.coin,
    status: facts.retired ? "retired" : STATES[facts.status],
    hashrate_hs: facts.hashrate_hs,
    unit_hashrate_hs: profile.unit_hashrate_hs,
    shares_registered: facts.shares,
    shares_minted: rig.minted,
    start_epoch: facts.start_epoch,
    end_epoch: facts.end_epoch,
    payout: written(facts.payout),
    watts: terms?.watts ?? 0,
    electricity_nano_per_kwh: terms?.electricity_nano_per_kwh ?? "0",
    service_fee_bps: terms?.service_fee_bps ?? 0,
    sale: sale ? {
      price_per_share: sale.price_per_share, denom: rig.proceeds.denom, opens_seconds: sale.opens_seconds,
      closes_seconds: sale.closes_seconds, shares_left: facts.shares - rig.minted,
    } : null,
    floor: null,
    last_report: null,
    last_closed: null,
    record: record ? {
      ...NO_RECORD,
      closed: record.settled_epochs + record.late_epochs + record.defaulted_epochs + record.outage_epochs,
      settled: record.settled_epochs, late: record.late_epochs, defaulted: record.defaulted_epochs, outage: record.outage_epochs,
      delivered: record.delivered, short: record.short, cured: record.cured,
      outstanding: book.book.shortfall.outstanding,
    } : NO_RECORD,
  };
}

export const rigOnChain = (config: AppConfig, rig: number, signal?: AbortSignal): Promise<Nft.RigResponse> =>
  smart(config, config.contracts.hashrate_nft, { extension: { msg: { rig: { rig } } } }, signal);

export const bookOnChain = (config: AppConfig, rig: number, signal?: AbortSignal): Promise<Distributor.RigBookResponse> =>
  smart(config, config.contracts.distributor, { rig_book: { rig } }, signal);

export async function rigsOnChain(config: AppConfig): Promise<Nft.RigResponse[]> {
  const all: Nft.RigResponse[] = [];
  for (;;) {
    const { rigs } = await smart<Nft.RigsResponse>(config, config.contracts.hashrate_nft, {
      extension: { msg: { rigs: { start_after: all.at(-1)?.rig ?? null, limit: PAGE } } },
    });
    all.push(...rigs);
    if (rigs.length < PAGE || all.length >= MOST_RIGS) return all;
  }
}

async function summariesFromChain(config: AppConfig): Promise<RigSummary[]> {
  const rigs = await rigsOnChain(config);
  // Books are one question a rig: asked for what fits a page, the rest shows them on its own page.
  const books = await Promise.all(rigs.slice(0, PAGE).map(({ rig }) => bookOnChain(config, rig).catch(() => undefined)));
  return rigs.map((rig, at) => summaryOf(rig, books[at]));
}

/** The first page at once, so that something is there; then all. */
export function useAllRigs(): { rigs: readonly RigSummary[] | undefined; whole: boolean; error: Error | null; updatedAt: number } {
  const config = useConfig();
  const first = useQuery({
    queryKey: ["rigs", "first"],
    queryFn: ({ signal }) => orFromChain(
      () => ask<Page<RigSummary>>(config, "/v1/rigs?limit=50", signal),
      async () => ({ items: await summariesFromChain(config), next: null }),
    ),
    refetchInterval: 30_000,
  });
  const whole = useQuery({
    queryKey: ["rigs", "all"],
    enabled: Boolean(first.data?.next),
    queryFn: ({ signal }) => orFromChain(async () => (await askAll<RigSummary>(config, "/v1/rigs", MOST_RIGS, signal)).items, () => summariesFromChain(config)),
    refetchInterval: 60_000,
  });
  return {
    rigs: !first.data?.next ? first.data?.items : whole.data ?? first.data.items,
    whole: first.data !== undefined && (first.data.next === null || whole.data !== undefined),
    error: first.error,
    updatedAt: first.dataUpdatedAt,
  };
}

export function useRig(rig: number) {
  const config = useConfig();
  return useQuery({
    queryKey: ["rig", rig],
    queryFn: ({ signal }) => orFromChain(
      () => ask<RigSummary>(config, `/v1/rigs/${rig}`, signal),
      async () => {
        const [facts, book] = await Promise.all([rigOnChain(config, rig), bookOnChain(config, rig).catch(() => undefined)]);
        return summaryOf(facts, book);
      },
    ),
    retry: (count, error) => !(error instanceof IndexerRefusal) && count < 1,
  });
}

/** The rig as it stands now: sale, shares left, terms. */
export function useFreshRig(rig: number) {
  const config = useConfig();
  return useQuery({
    queryKey: ["rig-on-chain", rig],
    queryFn: ({ signal }) => rigOnChain(config, rig, signal),
    refetchInterval: 15_000,
  });
}

export function useRigEpochs(rig: number) {
  const config = useConfig();
  return useQuery({
    queryKey: ["rig-epochs", rig],
    queryFn: ({ signal }) => orFromChain(
      async () => (await ask<Page<RigEpochRow>>(config, `/v1/rigs/${rig}/epochs?limit=120`, signal)).items,
      () => epochsFromChain(config, rig),
    ),
  });
}

export function useRigReports(rig: number) {
  const config = useConfig();
  return useQuery({
    queryKey: ["rig-reports", rig],
    queryFn: ({ signal }) => orFromChain(
      async () => (await ask<Page<ReportRow>>(config, `/v1/rigs/${rig}/reports?limit=60`, signal)).items,
      () => reportsFromChain(config, rig),
    ),
  });
}
