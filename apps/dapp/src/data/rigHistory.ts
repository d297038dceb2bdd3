// A rig's past from the contracts alone: what they keep of closed epochs and final reports.
import type { AppConfig } from "@/app/config";
import type * as Distributor from "@/chain/contracts/distributor";
import type * as Nft from "@/chain/contracts/hashrate-nft";
import type * as Oracle from "@/chain/contracts/oracle";
import { smart } from "@/chain/query";
import type { ReportRow, RigEpochRow } from "@/indexer/types";
import { written } from "@/money/denom";

const PAGE = 100;

async function finalReports(config: AppConfig, rig: number, after: number | null): Promise<Oracle.EpochReport[]> {
  const { reports } = await smart<Oracle.ReportsResponse>(config, config.contracts.oracle, {
    reports: { rig, start_after: after, limit: PAGE },
  });
  return reports;
}

/** The last hundred epochs before the one that is next to close. */
const windowBefore = (next: number): number | null => (next > PAGE ? next - PAGE - 1 : null);

const bookOf = (config: AppConfig, rig: number) =>
  smart<Distributor.RigBookResponse>(config, config.contracts.distributor, { rig_book: { rig } }).catch(() => undefined);

export async function epochsFromChain(config: AppConfig, rig: number): Promise<RigEpochRow[]> {
  const [book, facts] = await Promise.all([
    bookOf(config, rig),
    smart<Nft.RigResponse>(config, config.contracts.hashrate_nft, { extension: { msg: { rig: { rig } } } }),
  ]);
  if (!book) return [];
  const after = windowBefore(book.book.next_epoch);
  const [{ epochs }, reports] = await Promise.all([
    smart<Distributor.HistoryResponse>(config, config.contracts.distributor, { history: { rig, start_after: after, limit: PAGE } }),
    finalReports(config, rig, after),
  ]);
  const reported = new Map(reports.map(({ epoch, report }) => [epoch, report]));
  return epochs.map(({ epoch, closing }): RigEpochRow => {
    const report = reported.get(epoch);
    return {
      epoch,
      start_seconds: 0,
      gross: report?.gross ?? null,
      electricity: null, service_fee: null, net: null,
      outcome: closing.outcome,
      denom: written(facts.facts.payout),
      holders_due: (BigInt(closing.delivered) + BigInt(closing.short)).toString(),
      delivered: closing.delivered,
      short: closing.short,
      protocol_fee: null,
      minted_weight: null,
      per_share_day: null,
      grade: report?.grade ?? null,
      signers: report?.signers ?? null,
      height: 0,
      time_seconds: closing.at_seconds,
      tx_hash: "",
    };
  }).reverse();
}

export async function reportsFromChain(config: AppConfig, rig: number): Promise<ReportRow[]> {
  const book = await bookOf(config, rig);
  const reports = await finalReports(config, rig, book ? windowBefore(book.book.next_epoch) : null);
  return reports.map(({ epoch, report }): ReportRow => ({
    rig, epoch, gross: report.gross, grade: report.grade, signers: report.signers,
    height: report.final_height, time_seconds: report.final_seconds, tx_hash: "", batches: [],
  })).reverse();
}
