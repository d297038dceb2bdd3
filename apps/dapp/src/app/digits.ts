// Whether amounts are written with every digit, for those who can't point at one to see them.
import { useSyncExternalStore } from "react";

let every = false;
const listeners = new Set<() => void>();

export function toggleDigits(): void {
  every = !every;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useEveryDigit = (): boolean => useSyncExternalStore(subscribe, () => every);
