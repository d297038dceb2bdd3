// The app's maths is packages/mining-math's: what the crate answered is what the app answers.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { COINS, halvingCountdown, minerSubsidy } from "@/math/coins";
import { forecastSegments } from "@/math/forecast";
import { ceil, compare, floor, minus, plus, type Ratio, ratio, scaledFloor, times } from "@/math/ratio";
import {
  breakEvenElectricityFloor, breakEvenPriceCeil, electricityCost, expectedReward, hashcost, hashesPerBlockOf, hashprice,
  paybackDaysCeil, pricePerBaseUnit, rewardOfSegments, type Segment,
} from "@/math/reward";
import { over } from "@/math/ratio";

interface Vector {
  readonly function: string;
  readonly arguments: readonly string[];
  readonly answer: string | null;
}

const vectors = JSON.parse(readFileSync(new URL("../../../packages/mining-math/tests/vectors/app.json", import.meta.url), "utf8")) as Vector[];
const U128 = 2n ** 128n;

const big = (text: string | undefined): bigint => BigInt(text ?? "");
const price = (nano: string | undefined, decimals: string | undefined): Ratio => pricePerBaseUnit(big(nano), Number(decimals));

function segmentsOf([coin = "", height, count, fees, first, firstCount, second, secondCount, hashrate, seconds]: readonly string[]): Segment[] {
  return forecastSegments({
    coin, height: big(height), hashesPerBlock: ratio(big(count)), feesPerBlock: big(fees),
    retargets: [
      { height: big(first), hashesPerBlock: ratio(big(firstCount)) }, { height: big(second), hashesPerBlock: ratio(big(secondCount)) },
    ],
  }, big(hashrate), big(seconds));
}

const ANSWERS: Readonly<Record<string, (of: readonly string[]) => bigint | string | undefined>> = {
  expected_reward_floor: ([hs, seconds, reward, count]) => floor(expectedReward(big(hs), big(seconds), big(reward), ratio(big(count)))),
  hashprice_nano_per_day_floor: ([hs, reward, count, nano, decimals]) =>
    floor(times(hashprice(big(hs), big(reward), ratio(big(count))), price(nano, decimals))),
  network_hashrate_floor: ([count, seconds]) => big(count) / big(seconds),
  electricity_cost_floor: ([watts, seconds, kwh]) => floor(electricityCost(big(watts), big(seconds), big(kwh))),
  electricity_in_coin_floor: ([watts, seconds, kwh, nano, decimals]) =>
    floor(over(electricityCost(big(watts), big(seconds), big(kwh)), price(nano, decimals))),
  convert_coin_to_quote_floor: ([amount, nano, decimals]) => floor(times(ratio(big(amount)), price(nano, decimals))),
  hashcost_floor: ([unit, hs, watts, kwh, other]) => floor(hashcost(big(unit), big(hs), big(watts), big(kwh), big(other))),
  break_even_price_ceil: ([cost, numerator, denominator, decimals]) =>
    breakEvenPriceCeil(ratio(big(cost)), ratio(big(numerator), big(denominator)), Number(decimals)),
  break_even_electricity_floor: ([watts, numerator, denominator, nano, decimals]) =>
    breakEvenElectricityFloor(big(watts), ratio(big(numerator), big(denominator)), big(nano), Number(decimals)),
  payback_days_ceil: ([cost, numerator, denominator, perDay]) => paybackDaysCeil(big(cost), ratio(big(numerator), big(denominator)), ratio(big(perDay))),
  miner_subsidy: ([coin = "", height]) => minerSubsidy(coin, big(height)),
  halving_countdown: ([coin = "", height]) => {
    const next = halvingCountdown(coin, big(height));
    return next && `${next.height} ${next.blocks} ${next.expectedSeconds} ${next.nextSubsidy}`;
  },
  hashes_per_block_floor: ([nbits]) => floor(hashesPerBlockOf(Number(nbits))),
  expected_reward_span_floor: (of) => floor(rewardOfSegments(segmentsOf(of))),
  sum_of_segments_floor: (of) => segmentsOf(of).reduce(
    (sum, part) => sum + floor(expectedReward(part.hashrateHs, part.seconds, part.rewardPerBlock, part.hashesPerBlock)), 0n),
};

/** Where the crate has no answer in its 128 or 512 bits, the app's wider numbers may have one. */
const WIDER = new Set(["expected_reward_span_floor"]);

describe("packages/mining-math", () => {
  test.each(Object.keys(ANSWERS))("%s", (name) => {
    const mine = vectors.filter((vector) => vector.function === name);
    expect(mine.length).toBeGreaterThan(8);
    for (const vector of mine) {
      let answer: string | null;
      try {
        const value = ANSWERS[name]?.(vector.arguments);
        answer = value === undefined ? null : value.toString();
      } catch {
        answer = null;
      }
      if (vector.answer === null && answer !== null && (WIDER.has(name) || BigInt(answer) >= U128)) continue;
      expect(answer, `${name}(${vector.arguments.join(", ")})`).toBe(vector.answer);
    }
  });

  test("every vector has its function here", () => {
    expect([...new Set(vectors.map((vector) => vector.function))].sort()).toEqual(Object.keys(ANSWERS).sort());
  });

  test("most spans have an exact answer to compare with", () => {
    const spans = vectors.filter((vector) => vector.function === "expected_reward_span_floor");
    expect(spans.filter(({ answer }) => answer !== null).length).toBeGreaterThan(spans.length / 2);
  });

  test("the coins are the crate's", () => {
    expect([...new Set(vectors.filter((vector) => vector.function === "miner_subsidy").map((vector) => vector.arguments[0]))].sort()).toEqual(Object.keys(COINS).sort());
  });
});

describe("ratios", () => {
  test("add, subtract and compare exactly", () => {
    const third = ratio(1n, 3n);
    expect(compare(plus(plus(third, third), third), ratio(1n))).toBe(0);
    expect(compare(minus(ratio(1n), third), ratio(2n, 3n))).toBe(0);
    expect(() => minus(third, ratio(1n))).toThrow("negative");
    expect(ceil(third)).toBe(1n);
    expect(floor(third)).toBe(0n);
    expect(scaledFloor(third, 4)).toBe(3333n);
    expect(() => ratio(1n, 0n)).toThrow("zero");
  });
});
