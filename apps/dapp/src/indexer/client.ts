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

/** The pages of a list as one, up to `most` items; `next` is null where these are all. */
export async function askAll<T>(config: AppConfig, path: string, most: number, signal?: AbortSignal): Promise<Page<T>> {
  const items: T[] = [];
  let next: string | null = null;
  do {
    const mark = path.includes("?") ? "&" : "?";
    const from: string = next === null ? "" : `&cursor=${encodeURIComponent(next)}`;
    const page: Page<T> = await ask(config, `${path}${mark}limit=200${from}`, signal);
    items.push(...page.items);
    next = page.next;
  } while (next !== null && items.length < most);
  return { items, next };
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
