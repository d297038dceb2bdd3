import { describe, expect, test } from "vitest";
import { parseConfig } from "@/app/config";
import { exact, glance, grouped, parse, percent } from "@/money/amount";
import { factsOf, parsed, written } from "@/money/denom";
import { efficiency, hashrate } from "@/money/hashrate";
import { ago, duration, epochAt, epochStart } from "@/money/time";
import { config } from "./config";

describe("amounts", () => {
  test.each([
    [0n, 6, "0"], [1n, 6, "0.000001"], [1_234_567n, 6, "1.234567"], [1_000_000n, 6, "1"], [5n, 0, "5"], [-1_500_000n, 6, "-1.5"],
    [10n ** 38n + 1n, 18, `${"1".padEnd(21, "0")}.000000000000000001`],
  ])("%s with %s decimals is %s", (base, decimals, text) => {
    expect(exact(base, decimals)).toBe(text);
    expect(parse(text.replace("-", ""), decimals)).toBe(base < 0n ? -base : base);
  });

  test("at a glance they are cut off, never rounded up, and never look like nothing", () => {
    expect(glance(1_999_999n, 6)).toBe("1.999");
    expect(glance(1n, 8)).toBe("0.00000001");
    expect(glance(123_456_789_999_999n, 6)).toBe("123\u202f456\u202f789.99");
    expect(glance(-1_500_000n, 6)).toBe("\u22121.5");
    expect(glance(0n, 6)).toBe("0");
    expect(glance(123_456_789_999_999n, 6, Infinity, Infinity)).toBe("123\u202f456\u202f789.999999");
    expect(glance(12_345_678_901n, 14, Infinity, Infinity)).toBe("0.00012345678901");
  });

  test.each([["1,5", 6, 1_500_000n], ["1,0000", 6, 1_000_000n], ["0,042", 9, 42_000_000n], ["1000", 6, 1_000_000_000n], [" 12 ", 6, 12_000_000n], [".5", 6, 500_000n], ["1\u202f000.25", 2, 100_025n], ["1.500000000", 2, 150n]])("%s is read", (text, decimals, base) => {
    expect(parse(text, decimals)).toBe(base);
  });

  test.each(["", "1.2.3", "abc", "-1", "1e5", "0x10", "1.0000001", "NaN"])("%s is refused", (text) => {
    expect(() => parse(text, 6)).toThrow();
  });

  test.each(["1,000", "12,345", " 1\u202f234,500 "])("%s may be two amounts, and is refused with a way to write each", (text) => {
    expect(() => parse(text, 6)).toThrow(/two ways: write \d+, or \d+\.\d{3}$/);
  });

  test("large amounts keep every digit that a float would lose", () => {
    expect(exact(parse("9007199254740993.000001", 6), 6)).toBe("9007199254740993.000001");
  });

  test("percent and groups", () => {
    expect(percent(1_234n)).toBe("12.34\u00a0%");
    expect(percent(12_345_678n)).toBe("123\u202f456\u00a0%");
    expect(grouped(1234567)).toBe("1\u202f234\u202f567");
  });
});

describe("denoms", () => {
  test("are written as the contracts' events write them", () => {
    for (const text of ["uusdc", "ibc/ABC", "factory/wasm1x/y", "cw20:wasm1abc"]) expect(written(parsed(text))).toBe(text);
    expect(parsed("cw20:wasm1abc")).toEqual({ cw20: "wasm1abc" });
  });
  test("an unknown one is shown in base units and says so", () => {
    expect(factsOf(config, "uusdc")).toMatchObject({ symbol: "USDC", decimals: 6, known: true });
    expect(factsOf(config, "factory/wasm1qqqqqqqqqq/token")).toMatchObject({ decimals: 0, known: false });
  });
});

test("hashrates and efficiencies", () => {
  expect(hashrate(11_700_000_000_000_000n, "BTC")).toBe("11.7\u00a0PH/s");
  expect(hashrate(840_000n, "ZEC")).toBe("840\u00a0kSol/s");
  expect(efficiency(3510n, 234_000_000_000_000n, "BTC")).toBe("15\u00a0J/TH");
  expect(efficiency(1n, 0n, "BTC")).toBe("–");
});

test("times", () => {
  const clock = { genesis_seconds: 100, epoch_seconds: 60 };
  expect(duration(93_784)).toBe("1 d 2 h");
  expect(duration(0)).toBe("0 s");
  expect(ago(100, 160)).toBe("1 min ago");
  expect(ago(220, 160)).toBe("in 1 min");
  expect(epochAt(clock, 219)).toBe(1);
  expect(epochAt(clock, 99)).toBe(0);
  expect(epochStart(clock, 2)).toBe(220);
});

describe("config.json", () => {
  const good = { ...config, faucet: null };
  test("is taken, with paths of this origin made whole", () => {
    expect(parseConfig({ ...good, rest: "/rest", rpc: "/rpc" }, "https://app.example")).toMatchObject({ rest: "https://app.example/rest", rpc: "https://app.example/rpc", faucet: null });
  });
  test.each([
    [{ ...good, chain_id: "" }, "chain_id"], [{ ...good, rpc: "ftp://x" }, "rpc"], [{ ...good, bech32_prefix: "W" }, "bech32_prefix"],
    [{ ...good, contracts: { ...good.contracts, oracle: "cosmos1abc" } }, "oracle"], [{ ...good, denoms: [{ denom: "u", symbol: "U", decimals: 1.5 }] }, "decimals"],
    [{ ...good, gas_price: { denom: "u", amount: "cheap" } }, "amount"], [null, "no object"], [{ ...good, rest: "javascript:alert(1)" }, "rest"],
  ])("%# is refused with its field", (value, field) => {
    expect(() => parseConfig(value, "https://app.example")).toThrow(field);
  });
});
