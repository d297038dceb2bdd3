// Light or dark: the system's, until somebody chooses.
import { useSyncExternalStore } from "react";

export type Theme = "light" | "dark";
const KEY = "rigshare.theme";
const listeners = new Set<() => void>();

const system = (): Theme => (window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

function chosen(): Theme | null {
  const kept = localStorage.getItem(KEY);
  return kept === "light" || kept === "dark" ? kept : null;
}

export const theme = (): Theme => chosen() ?? system();

export function applyTheme(): void {
  document.documentElement.dataset["theme"] = theme();
  for (const listener of listeners) listener();
}

export function toggleTheme(): void {
  const next: Theme = theme() === "dark" ? "light" : "dark";
  // Choosing what the system has is following the system again.
  if (next === system()) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, next);
  applyTheme();
}

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia("(prefers-color-scheme: dark)");
  listeners.add(listener);
  media.addEventListener("change", applyTheme);
  return () => {
    listeners.delete(listener);
    media.removeEventListener("change", applyTheme);
  };
}

export const useTheme = (): Theme => useSyncExternalStore(subscribe, theme);
