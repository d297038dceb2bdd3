// What the app needs of a wallet, whichever it is.
import type { OfflineSigner } from "@cosmjs/proto-signing";
import type { AppConfig } from "@/app/config";

export type WalletId = "keplr" | "leap" | "burner";

export interface Account {
  readonly address: string;
  readonly name: string;
}

export interface WalletAdapter {
  readonly id: WalletId;
  readonly name: string;
  /** True where its keys lie in this browser, and nothing asks before it signs. */
  readonly inPage: boolean;
  available(): boolean;
  /** Asks for permission, adds the chain where the wallet does not know it. Throws WalletError. */
  connect(config: AppConfig): Promise<Account>;
  /** Calls back when the wallet's user takes another account; gives back how to stop that. */
  onSwitch(callback: () => void): () => void;
  signer(config: AppConfig): Promise<OfflineSigner>;
}

export type WalletProblem = "rejected" | "locked" | "missing" | "wrong-chain" | "other";

/** Why a wallet did not do it. */
export class WalletError extends Error {
  constructor(readonly problem: WalletProblem, message: string) {
    super(message);
  }
}

/** What a wallet threw, told apart by its words: wallets have no codes in common. */
export function walletError(wallet: string, thrown: unknown): WalletError {
  if (thrown instanceof WalletError) return thrown;
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  if (/reject|denied|declin|cancel/i.test(words)) return new WalletError("rejected", `You declined in ${wallet}. Nothing was sent.`);
  if (/lock/i.test(words)) return new WalletError("locked", `${wallet} is locked. Unlock it and try again.`);
  if (/chain/i.test(words) && /no|not|unknown|mismatch/i.test(words)) {
    return new WalletError("wrong-chain", `${wallet} does not know this chain: ${words}`);
  }
  return new WalletError("other", `${wallet}: ${words}`);
}
