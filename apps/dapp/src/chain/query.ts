// Light questions to the chain, by the node's REST: no CosmJS before somebody signs.
import type { AppConfig } from "@/app/config";
import { markChain } from "./health";

const PATIENCE_MS = 10_000;

/** The node did not answer. */
export class ChainDown extends Error {}

/** The node or a contract answered that it can't, with the status of HTTP. */
export class ChainRefusal extends Error {
  constructor(message: string, readonly status: number) {
    super(message);
  }
}

export async function rest<T>(config: AppConfig, path: string, signal?: AbortSignal): Promise<T> {
  const limits = [AbortSignal.timeout(PATIENCE_MS), ...(signal ? [signal] : [])];
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(`${config.rest}${path}`, { signal: AbortSignal.any(limits) });
    answer = await response.json();
  } catch (error) {
    if (signal?.aborted) throw error;
    markChain(false);
    throw new ChainDown(`the node does not answer: ${String(error)}`);
  }
  if (response.status === 502 || response.status === 503 || response.status === 504) {
    markChain(false);
    throw new ChainDown(`the node does not answer: ${response.status}`);
  }
  markChain(true);
  if (!response.ok) {
    throw new ChainRefusal((answer as { message?: string }).message ?? `${path}: ${response.status}`, response.status);
  }
  return answer as T;
}

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** Asks a contract. */
export async function smart<T>(config: AppConfig, contract: string, query: object, signal?: AbortSignal): Promise<T> {
  const asked = encodeURIComponent(base64(JSON.stringify(query)));
  const { data } = await rest<{ data: T }>(config, `/cosmwasm/wasm/v1/contract/${contract}/smart/${asked}`, signal);
  return data;
}

/** What an account has of a bank denom. */
export async function balance(config: AppConfig, address: string, denom: string, signal?: AbortSignal): Promise<bigint> {
  const path = `/cosmos/bank/v1beta1/balances/${address}/by_denom?denom=${encodeURIComponent(denom)}`;
  const { balance } = await rest<{ balance: { amount: string } }>(config, path, signal);
  return BigInt(balance.amount);
}

export async function balances(config: AppConfig, address: string, signal?: AbortSignal): Promise<ReadonlyMap<string, bigint>> {
  const { balances } = await rest<{ balances: { denom: string; amount: string }[] }>(
    config, `/cosmos/bank/v1beta1/balances/${address}?pagination.limit=200`, signal);
  return new Map(balances.map(({ denom, amount }) => [denom, BigInt(amount)]));
}

export interface Validator {
  readonly operator_address: string;
  readonly description: { readonly moniker: string };
  readonly commission: { readonly commission_rates: { readonly rate: string } };
}

/** The staking token and who may be staked with. */
export async function staking(config: AppConfig): Promise<{ denom: string; validators: readonly Validator[] }> {
  const [{ params }, { validators }] = await Promise.all([
    rest<{ params: { bond_denom: string } }>(config, "/cosmos/staking/v1beta1/params"),
    rest<{ validators: Validator[] }>(config, "/cosmos/staking/v1beta1/validators?status=BOND_STATUS_BONDED&pagination.limit=200"),
  ]);
  return { denom: params.bond_denom, validators };
}
