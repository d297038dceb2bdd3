// @vitest-environment jsdom
// What is said of a transaction that may be on its way.
import { BroadcastTxError } from "@cosmjs/stargate";
import { QueryClient } from "@tanstack/react-query";
import { beforeEach, expect, test, vi } from "vitest";
import type { WalletAdapter } from "@/wallet/adapter";
import { config } from "./config";

const wallet = { name: "Test", signer: async () => ({}) } as unknown as WalletAdapter;

beforeEach(() => {
  localStorage.clear();
  vi.resetModules();
});

/** Runs a transaction whose broadcast ends so, and that a block has; gives what was said of it. */
async function sent(broadcast: () => Promise<void>): Promise<string | undefined> {
  vi.doMock("@/tx/sign", () => ({
    simulate: async () => ({ fee: { amount: [], gas: "1" }, sign: async () => ({ hash: "AB", lastHeight: 100, broadcast }) }),
  }));
  vi.stubGlobal("fetch", vi.fn(async (url: string) => url.includes("/blocks/latest")
    ? Response.json({ block: { header: { height: "90" } } })
    : Response.json({ tx_response: { height: "90", code: 0, raw_log: "", gas_used: "5" } })));
  const { decide, run } = await import("@/tx/run");
  const { transactions } = await import("@/tx/store");
  const done = run(config, new QueryClient(), wallet, "wasm1q", { title: "Buy", actions: [] });
  await vi.waitFor(() => expect(transactions()[0]?.stage).toBe("review"));
  decide(transactions()[0]?.id ?? "", true);
  await done;
  return transactions()[0]?.stage;
}

test.each(["Bad status on response: 504", "tx already exists in cache", "Failed to fetch"])(
  "after %s a transaction is looked for, and found", async (words) => {
    expect(await sent(async () => { throw new Error(words); })).toBe("included");
  });

test("what the node refuses is over at once", async () => {
  expect(await sent(async () => {
    const { NotTaken } = await import("@/tx/errors");
    throw new NotTaken("account sequence mismatch");
  })).toBe("failed");
});

test("a refusal is the check of the transaction itself, unless the node has it already", async () => {
  vi.doUnmock("@/tx/sign");
  const { isRefusal } = await import("@/tx/sign");
  expect(isRefusal(new BroadcastTxError(32, "sdk", "account sequence mismatch"))).toBe(true);
  expect(isRefusal(new BroadcastTxError(19, "sdk", "tx already in mempool"))).toBe(false);
  expect(isRefusal(new Error("Bad status on response: 502"))).toBe(false);
});
