// The running stack: what scripts/app.sh wrote down of it, and accounts with test money.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { SigningCosmWasmClient } from "@cosmjs/cosmwasm";
import { DirectSecp256k1HdWallet } from "@cosmjs/proto-signing";
import { GasPrice } from "@cosmjs/stargate";
import type { AppConfig } from "../../src/app/config";

export interface Stack {
  readonly url: string;
  readonly rpc: string;
  readonly rest: string;
  readonly faucet: string;
  readonly accounts_file: string;
  readonly devnet_home: string;
  readonly pids: { readonly node: number; readonly indexer: number };
}

const described = (): Stack => {
  const file = process.env["RIGSHARE_APP"];
  if (!file) throw new Error("RIGSHARE_APP is not set: start scripts/app.sh --leave-to-operator, and give the app.json in its folder");
  return JSON.parse(readFileSync(file, "utf8")) as Stack;
};

export const stack: Stack = described();

/** A part's process: another one once it was started again. */
export const pidOf = (part: keyof Stack["pids"]): number => {
  const pid = described().pids[part];
  // 0 and below are whole groups of processes.
  if (!Number.isInteger(pid) || pid < 2) throw new Error(`no process: ${pid}`);
  return pid;
};

/** Stops the chain's node, or starts it again with what it has. */
export const devnet = (verb: "start" | "stop"): void => {
  const script = fileURLToPath(new URL("../../../../scripts/devnet.sh", import.meta.url));
  execFileSync(script, [verb, "--home", stack.devnet_home], { stdio: ["ignore", "ignore", "inherit"], timeout: 90_000 });
};

export const config = async (): Promise<AppConfig> => (await fetch(`${stack.url}/config.json`)).json() as Promise<AppConfig>;

export interface Person {
  readonly name: string;
  readonly wallet: DirectSecp256k1HdWallet;
  readonly address: string;
}

async function person(name: string, wallet: DirectSecp256k1HdWallet): Promise<Person> {
  const [account] = await wallet.getAccounts();
  if (!account) throw new Error("a wallet without an account");
  return { name, wallet, address: account.address };
}

/** A new account, made for this test alone, with the faucet's money. */
export async function somebody(name: string): Promise<Person> {
  const fresh = await person(name, await DirectSecp256k1HdWallet.generate(12, { prefix: "wasm" }));
  const given = await fetch(stack.faucet, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ address: fresh.address }) });
  if (!given.ok) throw new Error(`the faucet gave nothing: ${await given.text()}`);
  return fresh;
}

/** An account of the devnet, whose words everybody knows. */
export async function devnetAccount(name: string): Promise<Person> {
  const { accounts } = JSON.parse(readFileSync(stack.accounts_file, "utf8")) as { accounts: { name: string; mnemonic: string }[] };
  const found = accounts.find((account) => account.name === name);
  if (!found) throw new Error(`the devnet has no account ${name}`);
  return person(name, await DirectSecp256k1HdWallet.fromMnemonic(found.mnemonic, { prefix: "wasm" }));
}

/** Somebody who acts without the app. */
export async function clientOf({ wallet }: Person): Promise<SigningCosmWasmClient> {
  return SigningCosmWasmClient.connectWithSigner(stack.rpc, wallet, { gasPrice: GasPrice.fromString("0.025ustake"), broadcastPollIntervalMs: 200 });
}

/** Asks a contract without the app. */
export async function ask<T>(contract: string, query: object): Promise<T> {
  const asked = encodeURIComponent(Buffer.from(JSON.stringify(query)).toString("base64"));
  const answer = (await (await fetch(`${stack.rest}/cosmwasm/wasm/v1/contract/${contract}/smart/${asked}`)).json()) as { data: T };
  return answer.data;
}

/** Stops a process for a while, as a machine that hangs: it answers nobody, and goes on afterwards. */
export async function withFrozen<T>(part: keyof Stack["pids"], work: () => Promise<T>): Promise<T> {
  const pid = pidOf(part);
  process.kill(pid, "SIGSTOP");
  try {
    return await work();
  } finally {
    process.kill(pid, "SIGCONT");
  }
}
