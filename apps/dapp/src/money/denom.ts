// Kinds of money: their written form is that of the contracts' events ("uusdc", "cw20:wasm1...").
import type { AppConfig } from "@/app/config";

/** A denom as the contracts' JSON has it. */
export type ContractDenom = { native: string } | { cw20: string };

export interface DenomFacts {
  readonly denom: string;
  readonly symbol: string;
  readonly decimals: number;
  /** False where nobody said what it is: amounts are then shown in base units. */
  readonly known: boolean;
}

export const written = (denom: ContractDenom): string => ("native" in denom ? denom.native : `cw20:${denom.cw20}`);

export const parsed = (text: string): ContractDenom =>
  text.startsWith("cw20:") ? { cw20: text.slice(5) } : { native: text };

const short = (denom: string): string => (denom.length > 16 ? `${denom.slice(0, 8)}\u2026${denom.slice(-4)}` : denom);

export function factsOf(config: AppConfig, denom: string): DenomFacts {
  const found = config.denoms.find((entry) => entry.denom === denom);
  if (found) return { ...found, known: true };
  return { denom, symbol: short(denom), decimals: 0, known: false };
}
