// The one way in which pages send transactions.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useConfig } from "@/app/config";
import { useWallet } from "@/wallet/context";
import { type Request, run } from "./run";

/** Sends; gives back whether it is in a block and did what it should. Without a wallet it asks for one. */
export function useTransact(): (request: Request) => Promise<boolean> {
  const config = useConfig();
  const queries = useQueryClient();
  const { wallet, account, choose } = useWallet();
  return useCallback(async (request) => {
    if (!wallet || !account) {
      choose();
      return false;
    }
    return run(config, queries, wallet, account.address, request);
  }, [config, queries, wallet, account, choose]);
}
