// Transactions of this browser: those that are in no block yet are kept over a reload, by their hash.
import { useSyncExternalStore } from "react";
import type { HumanError } from "./errors";

export type Stage =
  | "simulating" | "review" | "signing" | "broadcasting" | "waiting"
  | "included" | "failed" | "rejected" | "lost" | "unknown";

export interface Tx {
  readonly id: string;
  readonly title: string;
  readonly sender: string;
  readonly chainId: string;
  readonly stage: Stage;
  readonly startedSeconds: number;
  /** "0.0042 STAKE", once simulated. */
  readonly fee?: string;
  readonly hash?: string;
  readonly lastHeight?: number;
  readonly height?: number;
  readonly gasUsed?: string;
  readonly error?: HumanError;
}

export const isOver = (stage: Stage): boolean => ["included", "failed", "rejected", "lost", "unknown"].includes(stage);

const KEY = "rigshare.transactions";
const MOST = 20;

const isTx = (value: unknown): value is Tx =>
  typeof value === "object" && value !== null && ["id", "title", "sender", "chainId", "stage", "hash"].every(
    (key) => typeof (value as Record<string, unknown>)[key] === "string");

function kept(): readonly Tx[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(list) ? list.filter(isTx) : [];
  } catch {
    return [];
  }
}

/** What this page has dropped, so that it does not come back from what is kept. */
const forgotten = new Set<string>();
let list: readonly Tx[] = typeof localStorage === "undefined" ? [] : kept();
let open: string | null = null;
const listeners = new Set<() => void>();

function changed(): void {
  // Another page of this browser keeps its own here too.
  const ours = new Set(list.map(({ id }) => id));
  const others = kept().filter(({ id }) => !ours.has(id) && !forgotten.has(id));
  // Without a hash there is nothing to look up after a reload.
  const worth = [...list.filter((tx) => tx.hash !== undefined), ...others]
    .sort((one, other) => other.startedSeconds - one.startedSeconds).slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(worth));
  } catch {
    // A browser that keeps nothing shows the transaction for as long as the page lives.
  }
  for (const listener of listeners) listener();
}

export function put(tx: Tx): void {
  list = [tx, ...list.filter(({ id }) => id !== tx.id)].slice(0, MOST);
  changed();
}

export function update(id: string, change: Partial<Tx>): void {
  list = list.map((tx) => (tx.id === id ? { ...tx, ...change } : tx));
  changed();
}

export function forgetOver(): void {
  for (const { id, stage } of list) if (isOver(stage)) forgotten.add(id);
  list = list.filter((tx) => !isOver(tx.stage));
  changed();
}

export function show(id: string | null): void {
  open = id;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const transactions = (): readonly Tx[] => list;
export const useTransactions = (): readonly Tx[] => useSyncExternalStore(subscribe, transactions);
export const useOpenTx = (): string | null => useSyncExternalStore(subscribe, () => open);
