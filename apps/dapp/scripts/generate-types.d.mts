export const CONTRACTS: readonly string[];
export function typesOf(name: string): Promise<string>;
export function fileOf(name: string): URL;
