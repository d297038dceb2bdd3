// Exact non-negative fractions, as in packages/mining-math: rounded only where a name says so.

export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const ZERO: Ratio = { numerator: 0n, denominator: 1n };

/** A calculation that has no answer. */
export class MathError extends Error {}

export function ratio(numerator: bigint, denominator = 1n): Ratio {
  if (denominator === 0n) throw new MathError("denominator must not be zero");
  return { numerator, denominator };
}

export const times = (a: Ratio, b: Ratio): Ratio => ({
  numerator: a.numerator * b.numerator,
  denominator: a.denominator * b.denominator,
});

export function over(a: Ratio, b: Ratio): Ratio {
  if (b.numerator === 0n) throw new MathError("divisor must not be zero");
  return { numerator: a.numerator * b.denominator, denominator: a.denominator * b.numerator };
}

export const plus = (a: Ratio, b: Ratio): Ratio =>
  a.denominator === b.denominator
    ? { numerator: a.numerator + b.numerator, denominator: a.denominator }
    : {
        numerator: a.numerator * b.denominator + b.numerator * a.denominator,
        denominator: a.denominator * b.denominator,
      };

export function minus(a: Ratio, b: Ratio): Ratio {
  if (compare(a, b) < 0) throw new MathError("a difference would be negative");
  return {
    numerator: a.numerator * b.denominator - b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

/** Below zero where `a` is the smaller, above where it is the larger. */
export function compare(a: Ratio, b: Ratio): number {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

export const floor = (a: Ratio): bigint => a.numerator / a.denominator;

export const ceil = (a: Ratio): bigint => (a.numerator + a.denominator - 1n) / a.denominator;

/** The value with `decimals` places, rounded down, as a whole number of the last place. */
export const scaledFloor = (a: Ratio, decimals: number): bigint =>
  (a.numerator * 10n ** BigInt(decimals)) / a.denominator;

/** For drawing only, never for money: 15 significant digits. */
export function toNumber(a: Ratio): number {
  const whole = a.numerator / a.denominator;
  if (whole > 10n ** 15n) return Number(whole);
  return Number(scaledFloor(a, 15)) / 1e15;
}
