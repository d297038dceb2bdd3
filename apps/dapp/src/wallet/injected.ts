// Keplr and Leap: both put the same interface into the page.
import type { OfflineSigner } from "@cosmjs/proto-signing";
import type { AppConfig } from "@/app/config";
import { type Account, type WalletAdapter, WalletError, walletError } from "./adapter";
import { chainInfo } from "./chainInfo";

export interface InjectedWallet {
  enable(chainId: string): Promise<void>;
  experimentalSuggestChain(info: object): Promise<void>;
  getKey(chainId: string): Promise<{ bech32Address: string; name: string }>;
  getOfflineSignerAuto(chainId: string): Promise<OfflineSigner>;
}

declare global {
  interface Window {
    keplr?: InjectedWallet;
    leap?: InjectedWallet;
  }
}

const UNKNOWN_CHAIN = /no (modular )?chain info|not (been )?added|unknown chain|invalid chain|no chain/i;

async function enable(wallet: InjectedWallet, config: AppConfig): Promise<void> {
  try {
    await wallet.enable(config.chain_id);
  } catch (error) {
    if (!UNKNOWN_CHAIN.test(error instanceof Error ? error.message : String(error))) throw error;
    await wallet.experimentalSuggestChain(chainInfo(config));
    await wallet.enable(config.chain_id);
  }
}

export function injected(id: "keplr" | "leap", name: string): WalletAdapter {
  const wallet = (): InjectedWallet => {
    const found = window[id];
    if (!found) throw new WalletError("missing", `${name} is not in this browser. Install its extension, then reload.`);
    return found;
  };
  return {
    id,
    name,
    inPage: false,
    available: () => window[id] !== undefined,
    async connect(config): Promise<Account> {
      try {
        await enable(wallet(), config);
        const key = await wallet().getKey(config.chain_id);
        if (!key.bech32Address.startsWith(`${config.bech32_prefix}1`)) {
          throw new WalletError("wrong-chain", `${name} gave ${key.bech32Address}, which is no address of ${config.chain_id}.`);
        }
        return { address: key.bech32Address, name: key.name };
      } catch (error) {
        throw walletError(name, error);
      }
    },
    onSwitch(callback) {
      const event = `${id}_keystorechange`;
      window.addEventListener(event, callback);
      return () => window.removeEventListener(event, callback);
    },
    signer: (config) => wallet().getOfflineSignerAuto(config.chain_id),
  };
}
