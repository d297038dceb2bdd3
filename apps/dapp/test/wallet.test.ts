// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { InjectedWallet } from "@/wallet/injected";
import { injected } from "@/wallet/injected";
import { WalletError, walletError } from "@/wallet/adapter";
import { askFaucet, burner, forgetBurner, hasBurner } from "@/wallet/burner";
import { chainInfo } from "@/wallet/chainInfo";
import { address, config } from "./config";

const keplr = injected("keplr", "Keplr");

function install(wallet: Partial<InjectedWallet>): InjectedWallet {
  const whole: InjectedWallet = {
    enable: vi.fn(async () => undefined), experimentalSuggestChain: vi.fn(async () => undefined),
    getKey: vi.fn(async () => ({ bech32Address: address("q"), name: "Ada" })),
    getOfflineSignerAuto: vi.fn(), ...wallet,
  };
  window.keplr = whole;
  return whole;
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  delete window.keplr;
  vi.unstubAllGlobals();
});

const problem = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof WalletError) return error.problem;
    throw error;
  }
  throw new Error("it did not fail");
};

describe("Keplr", () => {
  test("gives its account", async () => {
    const wallet = install({});
    expect(await keplr.connect(config)).toEqual({ address: address("q"), name: "Ada" });
    expect(wallet.experimentalSuggestChain).not.toHaveBeenCalled();
  });

  test("is told of a chain that it does not know, then asked again", async () => {
    const enable = vi.fn().mockRejectedValueOnce(new Error("There is no modular chain info for test-1")).mockResolvedValueOnce(undefined);
    const wallet = install({ enable });
    await keplr.connect(config);
    expect(wallet.experimentalSuggestChain).toHaveBeenCalledWith(chainInfo(config));
    expect(enable).toHaveBeenCalledTimes(2);
  });

  test("that is not there, locked, or says no", async () => {
    expect(await problem(keplr.connect(config))).toBe("missing");
    install({ enable: async () => { throw new Error("Keplr is locked"); } });
    expect(await problem(keplr.connect(config))).toBe("locked");
    install({ enable: async () => { throw new Error("Request rejected"); } });
    expect(await problem(keplr.connect(config))).toBe("rejected");
  });

  test("on another chain is refused", async () => {
    install({ getKey: async () => ({ bech32Address: `cosmos1${"q".repeat(38)}`, name: "Ada" }) });
    expect(await problem(keplr.connect(config))).toBe("wrong-chain");
  });

  test("says when its user takes another account, until nobody listens", () => {
    const heard = vi.fn();
    const stop = keplr.onSwitch(heard);
    window.dispatchEvent(new Event("keplr_keystorechange"));
    stop();
    window.dispatchEvent(new Event("keplr_keystorechange"));
    expect(heard).toHaveBeenCalledTimes(1);
  });
});

test("words of wallets are told apart", () => {
  expect(walletError("Leap", new Error("User denied")).problem).toBe("rejected");
  expect(walletError("Leap", "Wallet is locked").problem).toBe("locked");
  expect(walletError("Leap", new Error("boom")).problem).toBe("other");
});

describe("the burner", () => {
  test("keeps its key over a reload, and forgets it when told", async () => {
    const first = await burner.connect(config);
    expect(first.address).toMatch(/^wasm1/);
    expect(await burner.connect(config)).toEqual(first);
    forgetBurner();
    expect(hasBurner()).toBe(false);
    expect((await burner.connect(config)).address).not.toBe(first.address);
  });

  test("does not exist where money is real", async () => {
    expect(await problem(burner.connect({ ...config, devnet: false }))).toBe("wrong-chain");
    expect(hasBurner()).toBe(false);
  });

  test("hears what the faucet says", async () => {
    const ask = vi.fn(async () => new Response("slow down", { status: 429 }));
    vi.stubGlobal("fetch", ask);
    await expect(askFaucet("http://127.0.0.1:3/", address("q"))).rejects.toThrow("slow down");
    expect(ask).toHaveBeenCalledWith("http://127.0.0.1:3/", expect.objectContaining({ method: "POST", body: JSON.stringify({ address: address("q") }) }));
  });
});

test("the suggested chain pays fees in its gas denom", () => {
  expect(chainInfo(config)).toMatchObject({
    chainId: "test-1", bech32Config: { bech32PrefixAccAddr: "wasm", bech32PrefixValAddr: "wasmvaloper" },
    feeCurrencies: [{ coinMinimalDenom: "ustake", coinDecimals: 6 }],
  });
});
