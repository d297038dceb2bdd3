// Which wallet is connected: kept over reloads by its name, never by its keys.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { useConfig } from "@/app/config";
import type { Account, WalletAdapter, WalletId } from "./adapter";
import { WalletError } from "./adapter";
import { burner } from "./burner";
import { injected } from "./injected";

const KEY = "rigshare.wallet";

export const WALLETS: readonly WalletAdapter[] = [injected("keplr", "Keplr"), injected("leap", "Leap"), burner];

interface Connection {
  readonly wallet: WalletAdapter | null;
  readonly account: Account | null;
  readonly busy: boolean;
  readonly problem: WalletError | null;
  connect(id: WalletId): Promise<Account | null>;
  disconnect(): void;
  /** Opens the choice of wallets. */
  choose(): void;
  readonly choosing: boolean;
  stopChoosing(): void;
}

const WalletContext = createContext<Connection | null>(null);

export function useWallet(): Connection {
  const connection = useContext(WalletContext);
  if (!connection) throw new Error("no wallet context above");
  return connection;
}

/** Waits a little for an extension that comes after the page. */
async function appears(wallet: WalletAdapter): Promise<boolean> {
  for (let tries = 0; tries < 10 && !wallet.available(); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return wallet.available();
}

export function WalletProvider({ children }: { children: ReactNode }) {
  const config = useConfig();
  const [wallet, setWallet] = useState<WalletAdapter | null>(null);
  const [account, setAccount] = useState<Account | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<WalletError | null>(null);
  const [choosing, setChoosing] = useState(false);

  const open = useCallback(async (id: WalletId): Promise<Account | null> => {
    const chosen = WALLETS.find((entry) => entry.id === id);
    if (!chosen) return null;
    setBusy(true);
    setProblem(null);
    try {
      const connected = await chosen.connect(config);
      setWallet(chosen);
      setAccount(connected);
      localStorage.setItem(KEY, id);
      setChoosing(false);
      return connected;
    } catch (error) {
      setProblem(error instanceof WalletError ? error : new WalletError("other", String(error)));
      return null;
    } finally {
      setBusy(false);
    }
  }, [config]);

  const disconnect = useCallback(() => {
    setWallet(null);
    setAccount(null);
    localStorage.removeItem(KEY);
  }, []);

  useEffect(() => {
    const before = WALLETS.find((entry) => entry.id === localStorage.getItem(KEY));
    if (!before || (before.inPage && !config.devnet)) return;
    void appears(before).then((here) => (here ? open(before.id) : null));
  }, [config, open]);

  useEffect(() => wallet?.onSwitch(() => void open(wallet.id)), [wallet, open]);

  const value = useMemo<Connection>(() => ({
    wallet, account, busy, problem, choosing, connect: open, disconnect,
    choose: () => { setProblem(null); setChoosing(true); },
    stopChoosing: () => setChoosing(false),
  }), [wallet, account, busy, problem, choosing, open, disconnect]);

  return <WalletContext.Provider value={value}>{children}</WalletContext.Provider>;
}
