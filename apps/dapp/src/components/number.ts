// Reading what somebody typed.

/** The value, or what is wrong with it (nothing is wrong with an empty box). */
export function read<T>(text: string, parse: (text: string) => T): { value: T | null; error: string | null } {
  if (text.trim() === "") return { value: null, error: null };
  try {
    return { value: parse(text), error: null };
  } catch (error) {
    return { value: null, error: error instanceof Error ? error.message : String(error) };
  }
}

/** A whole number of shares, epochs or the like. */
export function whole(text: string, least: number, most: number): number {
  const plain = text.trim().replace(/[\s\u202f_']/g, "");
  const number = Number(plain);
  if (!/^\d+$/.test(plain) || number < least || number > most) {
    throw new Error(most === Number.MAX_SAFE_INTEGER ? `A whole number from ${least} on` : `A whole number from ${least} to ${most}`);
  }
  return number;
}
