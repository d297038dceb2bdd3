// What the command line says, or why it can't be taken.
import { parseArgs } from "node:util";

export const USAGE = `Usage: node wallet.mjs --rpc URL --nft ADDRESS --distributor ADDRESS --gas-price PRICE --rig N
                       (--shares N | --claim-only)

Buys N shares of a rig in its primary sale, looks at them, claims what they have earned, and prints one
JSON object with what it saw. With --claim-only it buys nothing. PRICE is such as 0.025ustake.
The account's mnemonic is read from the environment variable RIGSHARE_MNEMONIC.
Exit codes: 0 done, 1 refused by the node, a contract or a schema, 2 bad usage.`;

/// Arguments or an environment that can't be taken.
export class UsageError extends Error {}

const FLAGS = {
  rpc: { type: "string" },
  nft: { type: "string" },
  distributor: { type: "string" },
  "gas-price": { type: "string" },
  rig: { type: "string" },
  shares: { type: "string" },
  "claim-only": { type: "boolean", default: false },
  help: { type: "boolean", default: false },
};

function wholeNumber(name, text, most) {
  const number = Number(text);
  if (!/^[1-9][0-9]*$/.test(text) || number > most) {
    throw new UsageError(`--${name} must be a whole number from 1 to ${most}, not ${JSON.stringify(text)}`);
  }
  return number;
}

/// The flags, checked; `{ help: true }` where that was asked for. Throws UsageError.
export function parseFlags(argv) {
  let values;
  try {
    ({ values } = parseArgs({ args: argv, options: FLAGS, strict: true, allowPositionals: false }));
  } catch (error) {
    throw new UsageError(error.message);
  }
  if (values.help) return { help: true };
  for (const name of ["rpc", "nft", "distributor", "gas-price", "rig"]) {
    if (!values[name]) throw new UsageError(`--${name} is missing`);
  }
  if (values["claim-only"] === (values.shares !== undefined)) {
    throw new UsageError("give either --shares or --claim-only");
  }
  if (!/^https?:\/\/./.test(values.rpc)) throw new UsageError(`--rpc must be an http(s) URL, not ${values.rpc}`);
  if (!/^[0-9]+(\.[0-9]+)?[a-zA-Z][a-zA-Z0-9/:._-]+$/.test(values["gas-price"])) {
    throw new UsageError(`--gas-price must be such as 0.025ustake, not ${values["gas-price"]}`);
  }
  const [nft, distributor] = [values.nft, values.distributor].map((address) => {
    const parts = /^([a-z]+)1[02-9ac-hj-np-z]{38,}$/.exec(address);
    if (!parts) throw new UsageError(`not a bech32 address: ${address}`);
    return { address, prefix: parts[1] };
  });
  if (nft.prefix !== distributor.prefix) throw new UsageError("--nft and --distributor are of different chains");
  return {
    rpc: values.rpc,
    prefix: nft.prefix,
    nft: nft.address,
    distributor: distributor.address,
    gasPrice: values["gas-price"],
    rig: wholeNumber("rig", values.rig, 2 ** 32 - 1),
    shares: values["claim-only"] ? undefined : wholeNumber("shares", values.shares, Number.MAX_SAFE_INTEGER),
  };
}
