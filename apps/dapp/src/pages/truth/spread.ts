// How far signed observations are from the reported figure, in basis points of it.

/** Rounded up: a distance is never shown smaller than it is. Undefined where the figure is zero and the other is not. */
export function distanceBps(observed: bigint, reported: bigint): bigint | undefined {
  const distance = observed > reported ? observed - reported : reported - observed;
  if (distance === 0n) return 0n;
  if (reported === 0n) return undefined;
  return (distance * 10_000n + reported - 1n) / reported;
}

/** The widest distance of those within the allowed spread, and how many are outside. */
export function spreadOf(observed: readonly bigint[], reported: bigint, allowedBps: number): { widest: bigint; outside: number } {
  let widest = 0n;
  let outside = 0;
  for (const each of observed) {
    const distance = distanceBps(each, reported);
    if (distance === undefined || distance > BigInt(allowedBps)) outside += 1;
    else if (distance > widest) widest = distance;
  }
  return { widest, outside };
}
