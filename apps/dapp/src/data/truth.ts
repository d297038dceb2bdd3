// Who vouches for the figures: reporters and rules from the oracle, reports from the indexer.
import { useQuery } from "@tanstack/react-query";
import { useConfig } from "@/app/config";
import type * as Oracle from "@/chain/contracts/oracle";
import { smart } from "@/chain/query";
import { ask, orFromChain } from "@/indexer/client";
import type { Page, ReportRow } from "@/indexer/types";
import { rigsOnChain } from "./rigs";
import { reportsFromChain } from "./rigHistory";

/** The reporters and rules of an epoch. */
export function useReporters(epoch: number | undefined) {
  const config = useConfig();
  return useQuery({
    queryKey: ["reporters", epoch],
    enabled: epoch !== undefined,
    queryFn: ({ signal }) => smart<Oracle.ReportersResponse>(config, config.contracts.oracle, { reporters: { epoch } }, signal),
    staleTime: 60_000,
  });
}

export function useOracleConfig() {
  const config = useConfig();
  return useQuery({
    queryKey: ["oracle-config"],
    queryFn: ({ signal }) => smart<Oracle.ConfigResponse>(config, config.contracts.oracle, { config: {} }, signal),
    staleTime: 60_000,
  });
}

const RIGS_FROM_CHAIN = 6;

/** The last final reports, of one rig or of all. */
export function useLastReports(rig: number | null) {
  const config = useConfig();
  return useQuery({
    queryKey: ["last-reports", rig],
    queryFn: ({ signal }) => orFromChain(
      async () => (await ask<Page<ReportRow>>(config, rig === null ? "/v1/reports?limit=30" : `/v1/rigs/${rig}/reports?limit=30`, signal)).items
        .map((row) => ({ ...row, rig: row.rig ?? rig ?? 0 })),
      async () => {
        const rigs = rig === null ? (await rigsOnChain(config)).slice(0, RIGS_FROM_CHAIN).map((each) => each.rig) : [rig];
        const all = await Promise.all(rigs.map(async (each) => (await reportsFromChain(config, each)).slice(0, 5)));
        return all.flat().map((row) => ({ ...row, rig: row.rig ?? 0 })).sort((a, b) => b.epoch - a.epoch);
      },
    ),
  });
}

/** Every signed observation behind a report, from the chain. */
export function useObservations(rig: number, epoch: number, wanted: boolean) {
  const config = useConfig();
  return useQuery({
    queryKey: ["observations", rig, epoch],
    enabled: wanted,
    staleTime: Infinity,
    queryFn: ({ signal }) => smart<Oracle.ReportResponse>(config, config.contracts.oracle, { report: { rig, epoch } }, signal),
  });
}
