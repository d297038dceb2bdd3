// A throw-away key of this browser, for devnets only: anyone who can run script here can take it.
import type { AppConfig } from "@/app/config";
import { type Account, type WalletAdapter, WalletError } from "./adapter";

const KEY = "rigshare.burner";

async function wallet(config: AppConfig) {
  if (!config.devnet) throw new WalletError("wrong-chain", "The burner wallet is for devnets only.");
  const { DirectSecp256k1HdWallet } = await import("@cosmjs/proto-signing");
  const options = { prefix: config.bech32_prefix };
  const kept = localStorage.getItem(KEY);
  if (kept) {
    try {
      return await DirectSecp256k1HdWallet.fromMnemonic(kept, options);
    } catch {
      throw new WalletError("other", "The burner key in this browser is damaged. Forget it to get a new one.");
    }
  }
  const fresh = await DirectSecp256k1HdWallet.generate(12, options);
  localStorage.setItem(KEY, fresh.mnemonic);
  return fresh;
}

export const burner: WalletAdapter = {
  id: "burner",
  name: "Burner wallet",
  inPage: true,
  available: () => true,
  async connect(config): Promise<Account> {
    const [account] = await (await wallet(config)).getAccounts();
    if (!account) throw new WalletError("other", "The burner wallet has no account.");
    return { address: account.address, name: "Burner" };
  },
  onSwitch: () => () => undefined,
  signer: wallet,
};

export const hasBurner = (): boolean => localStorage.getItem(KEY) !== null;
export const forgetBurner = (): void => localStorage.removeItem(KEY);

/** Asks the devnet's faucet for coins. Throws where it gives none. */
export async function askFaucet(faucet: string, address: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch(faucet, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ address }),
    });
  } catch {
    throw new Error("The faucet does not answer.");
  }
  if (!response.ok) {
    const words = (await response.text()).slice(0, 200);
    throw new Error(`The faucet gave nothing: ${words || response.status}`);
  }
}
