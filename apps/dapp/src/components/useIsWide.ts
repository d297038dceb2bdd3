import { useSyncExternalStore } from "react";

const media = window.matchMedia("(min-width: 1200px)");
const subscribe = (listener: () => void): (() => void) => {
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
};

/** Whether a wide table has room. */
export const useIsWide = (): boolean => useSyncExternalStore(subscribe, () => media.matches);
