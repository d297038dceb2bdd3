// What GET /config.json says of the chain: read once, checked, then constant.
import { createContext, useContext } from "react";

export interface AppConfig {
  readonly chain_id: string;
  readonly bech32_prefix: string;
  readonly rpc: string;
  readonly rest: string;
  readonly gas_price: { readonly denom: string; readonly amount: string };
  readonly contracts: {
    readonly hashrate_nft: string;
    readonly oracle: string;
    readonly distributor: string;
    readonly marketplace: string;
  };
  readonly denoms: readonly { readonly denom: string; readonly symbol: string; readonly decimals: number }[];
  readonly faucet: string | null;
  readonly devnet: boolean;
  /** Where the indexer is; this origin if left out. */
  readonly indexer?: string;
}

/** A config.json that can't be used, with the field. */
export class ConfigError extends Error {}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function text(from: Record<string, unknown>, key: string, form = /./): string {
  const value = from[key];
  if (typeof value !== "string" || !form.test(value)) {
    throw new ConfigError(`config.json: ${key} is ${JSON.stringify(value)}`);
  }
  return value;
}

function record(from: Record<string, unknown>, key: string): Record<string, unknown> {
  const value = from[key];
  if (!isRecord(value)) throw new ConfigError(`config.json: ${key} is ${JSON.stringify(value)}`);
  return value;
}

// A path such as /rest is on this origin.
const endpoint = (from: Record<string, unknown>, key: string, base: string): string => {
  const given = text(from, key);
  const url = URL.canParse(given, base) ? new URL(given, base) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw new ConfigError(`config.json: ${key} is "${given}", no http(s) URL`);
  return url.href.replace(/\/$/, "");
};

/** Checks what config.json holds. Throws ConfigError. */
export function parseConfig(value: unknown, base: string): AppConfig {
  if (!isRecord(value)) throw new ConfigError("config.json is no object");
  const prefix = text(value, "bech32_prefix", /^[a-z]{1,20}$/);
  const address = new RegExp(`^${prefix}1[02-9ac-hj-np-z]{38,}$`);
  const contracts = record(value, "contracts");
  const gas = record(value, "gas_price");
  const denoms = value["denoms"];
  if (!Array.isArray(denoms)) throw new ConfigError("config.json: denoms is no list");
  return {
    chain_id: text(value, "chain_id"),
    bech32_prefix: prefix,
    rpc: endpoint(value, "rpc", base),
    rest: endpoint(value, "rest", base),
    gas_price: { denom: text(gas, "denom"), amount: text(gas, "amount", /^\d+(\.\d+)?$/) },
    contracts: {
      hashrate_nft: text(contracts, "hashrate_nft", address),
      oracle: text(contracts, "oracle", address),
      distributor: text(contracts, "distributor", address),
      marketplace: text(contracts, "marketplace", address),
    },
    denoms: denoms.map((entry: unknown) => {
      if (!isRecord(entry)) throw new ConfigError("config.json: a denom is no object");
      const decimals = entry["decimals"];
      if (typeof decimals !== "number" || !Number.isInteger(decimals) || decimals < 0 || decimals > 18) {
        throw new ConfigError(`config.json: decimals is ${JSON.stringify(decimals)}`);
      }
      return { denom: text(entry, "denom"), symbol: text(entry, "symbol"), decimals };
    }),
    faucet: value["faucet"] === null || value["faucet"] === undefined ? null : endpoint(value, "faucet", base),
    devnet: value["devnet"] === true,
    ...(value["indexer"] ? { indexer: endpoint(value, "indexer", base) } : {}),
  };
}

export async function loadConfig(): Promise<AppConfig> {
  const response = await fetch("/config.json");
  if (!response.ok) throw new ConfigError(`config.json: the server answered ${response.status}`);
  return parseConfig(await response.json(), window.location.origin);
}

export const ConfigContext = createContext<AppConfig | null>(null);

export function useConfig(): AppConfig {
  const config = useContext(ConfigContext);
  if (!config) throw new Error("no config above");
  return config;
}
