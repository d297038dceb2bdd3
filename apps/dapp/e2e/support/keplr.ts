// Keplr or Leap as a page sees it, signed for by a real wallet in this process: the page never has the key.
import type { Page } from "@playwright/test";
import { SignDoc } from "cosmjs-types/cosmos/tx/v1beta1/tx";
import type { Person } from "./stack";

/** Both put the same interface into the page. */
export type Kind = "keplr" | "leap";

/** What the wallet's user does, and what the wallet knows; tests change it as they go. */
export interface Hands {
  readonly kind: Kind;
  person: Person;
  mood: "signs" | "rejects" | "locked";
  knowsChain: boolean;
  /** The address that it gives instead of its own. */
  pretends: string | null;
  /** Chains that the page suggested. */
  readonly suggested: { chainId: string; rpc: string; rest: string }[];
  /** How often it was asked for a signature. */
  signatures: number;
}

type Answer = { ok: unknown } | { error: string };

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

async function answer(hands: Hands, method: string, argument: unknown): Promise<unknown> {
  if (hands.mood === "locked") throw new Error("The wallet is locked");
  const [account] = await hands.person.wallet.getAccounts();
  if (!account) throw new Error("no account");
  switch (method) {
    case "suggest":
      hands.suggested.push(argument as Hands["suggested"][number]);
      hands.knowsChain = true;
      return null;
    case "enable":
      if (!hands.knowsChain) throw new Error(`There is no modular chain info for ${String(argument)}`);
      return null;
    case "key":
      return { bech32Address: hands.pretends ?? account.address, name: hands.person.name };
    case "accounts":
      return { address: account.address, algo: account.algo, pubkey: base64(account.pubkey) };
    case "sign": {
      hands.signatures += 1;
      if (hands.mood === "rejects") throw new Error("Request rejected");
      const signed = await hands.person.wallet.signDirect(account.address, SignDoc.decode(Buffer.from(argument as string, "base64")));
      return signed.signature;
    }
    default:
      throw new Error(`the wallet knows no ${method}`);
  }
}

/** Puts the wallet into every page that is opened from here on. */
export async function install(page: Page, person: Person, kind: Kind = "keplr"): Promise<Hands> {
  const hands: Hands = { kind, person, mood: "signs", knowsChain: true, pretends: null, suggested: [], signatures: 0 };
  await page.exposeFunction("__wallet", async (method: string, argument: unknown): Promise<Answer> => {
    try {
      return { ok: await answer(hands, method, argument) };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  });
  // The page's half: only texts cross over. The bytes to sign go as the protobuf that a wallet would show.
  await page.addInitScript((name) => {
    const asked = async (method: string, argument: unknown): Promise<never> => {
      const wallet = (window as unknown as { __wallet: (method: string, argument: unknown) => Promise<Answer> }).__wallet;
      const result = (await wallet(method, argument)) as { ok?: never; error?: string };
      if (result.error !== undefined) throw new Error(result.error);
      return result.ok as never;
    };
    type Answer = { ok: unknown } | { error: string };
    const bytesOf = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const textOf = (bytes: number[]): string => btoa(String.fromCharCode(...bytes));
    const varint = (value: bigint): number[] => {
      const out: number[] = [];
      for (let left = value; ; left >>= 7n) {
        if (left < 128n) return [...out, Number(left)];
        out.push(Number(left & 127n) | 128);
      }
    };
    const field = (number: number, bytes: Uint8Array): number[] => [(number << 3) | 2, ...varint(BigInt(bytes.length)), ...bytes];
    interface Doc { bodyBytes: Uint8Array; authInfoBytes: Uint8Array; chainId: string; accountNumber: bigint }
    const signer = {
      getAccounts: async () => {
        const account = (await asked("accounts", null)) as { address: string; algo: string; pubkey: string };
        return [{ ...account, pubkey: bytesOf(account.pubkey) }];
      },
      signDirect: async (_address: string, doc: Doc) => {
        const bytes = [
          ...field(1, doc.bodyBytes), ...field(2, doc.authInfoBytes), ...field(3, new TextEncoder().encode(doc.chainId)),
          ...(doc.accountNumber > 0n ? [4 << 3, ...varint(doc.accountNumber)] : []),
        ];
        return { signed: doc, signature: await asked("sign", textOf(bytes)) };
      },
    };
    Object.assign(window, {
      [name]: {
        enable: (chainId: string) => asked("enable", chainId),
        experimentalSuggestChain: (info: object) => asked("suggest", JSON.parse(JSON.stringify(info))),
        getKey: () => asked("key", null),
        getOfflineSignerAuto: async () => signer,
      },
    });
  }, kind);
  return hands;
}

/** The wallet's user takes another account. */
export async function switchTo(page: Page, hands: Hands, person: Person): Promise<void> {
  hands.person = person;
  await page.evaluate((name) => window.dispatchEvent(new Event(`${name}_keystorechange`)), hands.kind);
}
