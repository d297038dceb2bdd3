// Asks the indexer. Whatever keeps it from answering is one error, so that callers can turn to the chain.
import type { AppConfig } from "@/app/config";
import { markIndexer } from "./health";
import type { Page } from "./types";

const PATIENCE_MS = 8_000;

/** The indexer did not answer, or not as one. */
export class IndexerDown extends Error {}

/** The indexer answered that the question is wrong, or that there is no such thing. */
export class IndexerRefusal extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

export const indexerUrl = (config: AppConfig, path: string): string => `${config.indexer ?? ""}${path}`;

async function answerOf(response: Response, path: string): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw new IndexerDown(`${path}: no JSON`);
  }
}

export async function ask<T>(config: AppConfig, path: string, signal?: AbortSignal): Promise<T> {
  const limits = [AbortSignal.timeout(PATIENCE_MS), ...(signal ? [signal] : [])];
  let answer: unknown;
  let status: number;
  try {
    const response = await fetch(indexerUrl(config, path), { headers: { accept: "application/json" }, signal: AbortSignal.any(limits) });
    status = response.status;
    if (status >= 500 || status === 429) throw new IndexerDown(`${path}: ${status}`);
    answer = await answerOf(response, path);
  } catch (error) {
    if (signal?.aborted) throw error;
    markIndexer(false);
    throw error instanceof IndexerDown ? error : new IndexerDown(`${path}: ${String(error)}`);
  }
  if (status >= 400) {
    const message = (answer as { error?: { message?: string } }).error?.message;
    throw new IndexerRefusal(status, message ?? `${path}: ${status}`);
  }
  markIndexer(true);
  return answer as T;
}

/** All pages of a list, up to `most` items. */
export async function askAll<T>(config: AppConfig, path: string, most: number, signal?: AbortSignal): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | null = null;
  do {
    const mark = path.includes("?") ? "&" : "?";
    const next: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page<T> = await ask(config, `${path}${mark}limit=200${next}`, signal);
    all.push(...page.items);
    cursor = page.next;
  } while (cursor !== null && all.length < most);
  return all;
}

/** From the indexer, or where it is down from the chain. */
export async function orFromChain<T>(fromIndexer: () => Promise<T>, fromChain: () => Promise<T>): Promise<T> {
  try {
    return await fromIndexer();
  } catch (error) {
    if (error instanceof IndexerDown) return fromChain();
    throw error;
  }
}
