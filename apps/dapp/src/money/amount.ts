// Money is whole base units (bigint) and a number of decimals. Nothing here goes through a float.

/** An amount that can't be read, with the reason. */
export class AmountError extends Error {}

const group = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");

/** Every digit: 1234567n with 6 decimals is "1.234567". */
export function exact(base: bigint, decimals: number): string {
  const sign = base < 0n ? "-" : "";
  const digits = (base < 0n ? -base : base).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const rest = digits.slice(digits.length - decimals).replace(/0+$/, "");
  return `${sign}${whole}${rest ? `.${rest}` : ""}`;
}

/**
 * What fits a glance: grouped, cut off (never rounded up) after `significant` digits of a small amount
 * or `places` of a large one. An amount that is not zero never looks like zero.
 */
export function glance(base: bigint, decimals: number, significant = 4, places = 2): string {
  const full = exact(base, decimals);
  const [whole = "0", rest = ""] = full.split(".");
  const negative = whole.startsWith("-");
  const units = negative ? whole.slice(1) : whole;
  let shown: string;
  if (units !== "0") {
    const room = Math.max(places, significant - units.length);
    shown = rest.slice(0, units.length > 5 ? Math.min(places, room) : room);
  } else {
    const zeros = /^0*/.exec(rest)?.[0].length ?? 0;
    shown = rest.slice(0, zeros + significant);
  }
  shown = shown.replace(/0+$/, "");
  return `${negative ? "\u2212" : ""}${group(units)}${shown ? `.${shown}` : ""}`;
}

/** "1,000": a thousand to some, one to others. No group of thousands begins with a zero. */
const AMBIGUOUS = /^([1-9]\d*),(\d{3})$/;

/** What a person typed, as base units. A comma is taken for the point where there is no point. */
export function parse(text: string, decimals: number): bigint {
  const plain = text.trim().replace(/[\s\u202f_']/g, "");
  const [, before, after] = AMBIGUOUS.exec(plain) ?? [];
  if (before && after) throw new AmountError(`"${text}" can be read in two ways: write ${before}${after}, or ${before}.${after}`);
  const normal = plain.includes(".") ? plain : plain.replace(",", ".");
  const found = /^(\d+)(?:\.(\d*))?$/.exec(normal) ?? /^()\.(\d+)$/.exec(normal);
  if (!found) throw new AmountError(`"${text}" is not an amount`);
  const rest = found[2] ?? "";
  if (rest.replace(/0+$/, "").length > decimals) {
    throw new AmountError(`"${text}" has more than ${decimals} decimal places`);
  }
  return BigInt((found[1] || "0") + rest.slice(0, decimals).padEnd(decimals, "0"));
}

/** Price of one share, rounded down: what lists are sorted by. */
export const perShareFloor = (price: bigint, shares: bigint): bigint => (shares === 0n ? 0n : price / shares);

/** A part of an amount in basis points, rounded down. */
export const partFloor = (amount: bigint, bps: number): bigint => (amount * BigInt(bps)) / 10_000n;

/** "12.34 %" from a ratio in basis points, exact to the basis point. */
export function percent(bps: bigint): string {
  const text = exact(bps, 2);
  return `${text.length > 7 ? group(text.split(".")[0] ?? text) : text}\u00a0%`;
}

/** Whole numbers in groups of three. */
export const grouped = (value: bigint | number): string => {
  const text = value.toString();
  return text.startsWith("-") ? `\u2212${group(text.slice(1))}` : group(text);
};
