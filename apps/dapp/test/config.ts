// A config for tests; the addresses are nobody's.
import type { AppConfig } from "@/app/config";

const address = (letter: string): string => `wasm1${letter.repeat(58)}`;

export const config: AppConfig = {
  chain_id: "test-1", bech32_prefix: "wasm", rpc: "http://127.0.0.1:1", rest: "http://127.0.0.1:2",
  gas_price: { denom: "ustake", amount: "0.025" },
  contracts: { hashrate_nft: address("n"), oracle: address("r"), distributor: address("d"), marketplace: address("m") },
  denoms: [{ denom: "uusdc", symbol: "USDC", decimals: 6 }, { denom: "ustake", symbol: "STAKE", decimals: 6 }],
  faucet: "http://127.0.0.1:3/", devnet: true,
};
export { address };
