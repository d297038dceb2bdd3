// Contracts' words made human. The raw texts are as wasmd gives them.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { human, ownWords } from "@/tx/errors";

const simulated = (words: string): string =>
  `Query failed with (6): rpc error: code = Unknown desc = failed to execute message; message index: 0: ${words}: execute wasm contract failed [CosmWasm/wasmd@v0.61.14/x/wasm/keeper/keeper.go:518] with gas used: '192117': unknown request`;

describe("a contract's error", () => {
  test.each([
    ["the ask for token 7 can't be bought: Sold", "bought token 7 meanwhile"],
    ["the ask for token 7 can't be bought: NotApproved", "took back the marketplace's approval"],
    ['there is no ask for token "7"', "not for sale any more"],
    ["token 7 costs 900 uusdc, above the limit of 800", "has risen"],
    ["takes exactly 100 of uusdc; 90 brought", "price changed"],
    ["token 7 has 3 shares, fewer than 5", "only 3 shares"],
    ["the deadline 100 is over: it is 120", "too long"],
    ["wasm1abc has nothing to claim of these rigs", "nothing to claim"],
    ["rig 3 has 4 shares left, not 9", "only 4 shares left"],
    ["wasm1abc has 5 shares from the sales of rig 3: 6 more are above the 10 a wallet", "may get 10 shares"],
    ["epoch 4 of rig 2 is not its next one: that is 3", "settled already"],
    ["the grace of epoch 4 of rig 2 lasts 30 s and 2 blocks more", "30 seconds and 2 blocks"],
    ["there is no offer 9", "is gone"],
  ])("%s", (words, said) => {
    expect(ownWords(simulated(words))).toBe(words);
    const { summary, words: own } = human(new Error(simulated(words)));
    expect(summary).toContain(said);
    expect(own).toBe(words);
  });

  test("too little money, as the bank says it", () => {
    const raw = "Query failed with (6): rpc error: code = Unknown desc = spendable balance 5uusdc is smaller than 100uusdc: insufficient funds [cosmos/cosmos-sdk@v0.53.0/x/bank/keeper/send.go:308] with gas used: '54321': unknown request";
    expect(human(new Error(raw)).summary).toMatch(/not enough in your wallet/);
  });

  test("what no rule knows is shown as it came, without the node's wrapping", () => {
    expect(human(new Error(simulated("the moon is in the wrong house")))).toEqual({ summary: "The moon is in the wrong house", words: null });
    expect(human("")).toEqual({ summary: "It failed without a reason given.", words: null });
  });

  test("a node that does not answer", () => {
    for (const raw of ["Failed to fetch", "fetch failed", "NetworkError when attempting to fetch resource."]) {
      expect(human(new Error(raw)).summary).toBe("The node does not answer. Nothing was sent.");
    }
  });

  test("most of what a buyer can run into has its rule", () => {
    // The marketplace's refusals of a purchase, from its source: none may be left to its own words.
    const source = readFileSync(new URL("../../../contracts/marketplace/src/error.rs", import.meta.url), "utf8");
    for (const words of ["can't be bought", "above the limit of", "fewer than", "is over: it is", "to itself"]) expect(source).toContain(words);
  });
});
