// Whether somebody answers: one fact that the whole app shares.
import { useSyncExternalStore } from "react";

export interface Reachable {
  /** Says how the last question ended. */
  mark(answers: boolean): void;
  useIsUp(): boolean;
}

export function reachable(): Reachable {
  let up = true;
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const isUp = (): boolean => up;
  return {
    mark(answers) {
      if (up === answers) return;
      up = answers;
      for (const listener of listeners) listener();
    },
    useIsUp: () => useSyncExternalStore(subscribe, isUp),
  };
}
