// How a token is split, from what somebody typed.
const MOST_PARTS = 32;

/** "10, 20" of 50 shares are the parts 10, 20 and 20: what is left makes the last one. */
export function splitParts(text: string, shares: number): number[] {
  const parts = text.split(/[\s,;+]+/).filter((part) => part !== "").map((part) => {
    const number = Number(part);
    if (!/^\d+$/.test(part) || number < 1) throw new Error(`"${part}" is no number of shares`);
    return number;
  });
  const sum = parts.reduce((total, part) => total + part, 0);
  if (sum > shares) throw new Error(`These make ${sum} shares; the token has ${shares}`);
  const all = sum === shares ? parts : [...parts, shares - sum];
  if (all.length < 2) throw new Error("At least two parts");
  if (all.length > MOST_PARTS) throw new Error(`At most ${MOST_PARTS} parts`);
  return all;
}
