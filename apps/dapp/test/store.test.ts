// @vitest-environment jsdom
// Transactions outlive a reload by their hash.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { config } from "./config";

const KEY = "rigshare.transactions";
const tx = { id: "1", title: "Buy", sender: "wasm1q", chainId: "test-1", stage: "waiting" as const, startedSeconds: 1, hash: "AB", lastHeight: 100 };

beforeEach(() => {
  localStorage.clear();
  vi.resetModules();
});
afterEach(() => vi.unstubAllGlobals());

/** The node's REST: a height, and what it says of the transaction. */
function node(height: number, found: { code: number; raw_log?: string } | null, status = 404): void {
  vi.stubGlobal("fetch", vi.fn(async (url: string) => {
    if (url.includes("/blocks/latest")) return Response.json({ block: { header: { height: String(height) } } });
    return found
      ? Response.json({ tx_response: { height: "90", gas_used: "5", raw_log: "", ...found } })
      : Response.json({ code: 5, message: "tx not found" }, { status });
  }));
}

test("only what has a hash is kept", async () => {
  const { put } = await import("@/tx/store");
  put({ ...tx, id: "2", hash: undefined as never, stage: "review" });
  expect(JSON.parse(localStorage.getItem(KEY) ?? "")).toEqual([]);
  put(tx);
  expect(JSON.parse(localStorage.getItem(KEY) ?? "")).toEqual([tx]);
});

test("what a reload finds is taken, and damage is passed over", async () => {
  localStorage.setItem(KEY, JSON.stringify([tx, { id: 5 }, null]));
  const { transactions } = await import("@/tx/store");
  expect(transactions()).toEqual([tx]);
  vi.resetModules();
  localStorage.setItem(KEY, "{broken");
  expect((await import("@/tx/store")).transactions()).toEqual([]);
});

test.each([
  ["included", 95, { code: 0 }, true], ["failed", 95, { code: 5, raw_log: "failed to execute message; message index: 0: the ask for token 7 can't be bought: Sold: execute wasm contract failed" }, true],
  ["lost", 101, null, true], ["waiting", 100, null, false],
] as const)("a transaction is %s", async (stage, height, found, known) => {
  localStorage.setItem(KEY, JSON.stringify([tx]));
  node(height, found);
  const { transactions } = await import("@/tx/store");
  const { lookUp } = await import("@/tx/lookup");
  expect(await lookUp(config, tx)).toBe(known);
  expect(transactions()[0]?.stage).toBe(stage);
  if (stage === "failed") expect(transactions()[0]?.error?.summary).toContain("bought token 7");
});

test("a node that is down decides nothing", async () => {
  localStorage.setItem(KEY, JSON.stringify([tx]));
  vi.stubGlobal("fetch", vi.fn(async () => { throw new TypeError("fetch failed"); }));
  const { transactions } = await import("@/tx/store");
  const { lookUp } = await import("@/tx/lookup");
  await expect(lookUp(config, tx)).rejects.toThrow("does not answer");
  expect(transactions()[0]?.stage).toBe("waiting");
});

test("a node that keeps no index of transactions can't call one lost", async () => {
  localStorage.setItem(KEY, JSON.stringify([tx]));
  const { transactions } = await import("@/tx/store");
  const { lookUp } = await import("@/tx/lookup");
  node(100, null, 500);
  expect(await lookUp(config, tx)).toBe(false);
  node(101, null, 500);
  expect(await lookUp(config, tx)).toBe(true);
  expect(transactions()[0]?.stage).toBe("unknown");
  expect(transactions()[0]?.error?.summary).toContain("it may have happened");
});

test("two pages of one browser keep each other's transactions", async () => {
  const one = await import("@/tx/store");
  vi.resetModules();
  const other = await import("@/tx/store");
  one.put(tx);
  other.put({ ...tx, id: "2", hash: "CD", startedSeconds: 2 });
  one.update("1", { stage: "included" });
  const ids = (): string[] => (JSON.parse(localStorage.getItem(KEY) ?? "") as { id: string }[]).map(({ id }) => id);
  expect(ids()).toEqual(["2", "1"]);
  one.forgetOver();
  expect(ids()).toEqual(["2"]);
});
