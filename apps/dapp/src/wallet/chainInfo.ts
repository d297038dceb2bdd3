// The chain as Keplr and Leap want it described (experimentalSuggestChain).
import type { AppConfig } from "@/app/config";
import { factsOf } from "@/money/denom";

export function chainInfo(config: AppConfig): object {
  const currencies = config.denoms.map(({ denom, symbol, decimals }) => ({
    coinDenom: symbol, coinMinimalDenom: denom, coinDecimals: decimals,
  }));
  const gas = factsOf(config, config.gas_price.denom);
  const fee = { coinDenom: gas.symbol, coinMinimalDenom: gas.denom, coinDecimals: gas.decimals };
  // Wallets take the gas price as a number; it decides no amount here, the app computes the fee itself.
  const price = Number(config.gas_price.amount);
  const prefix = config.bech32_prefix;
  return {
    chainId: config.chain_id,
    chainName: config.devnet ? `Rigshare devnet (${config.chain_id})` : config.chain_id,
    rpc: config.rpc,
    rest: config.rest,
    bip44: { coinType: 118 },
    bech32Config: {
      bech32PrefixAccAddr: prefix,
      bech32PrefixAccPub: `${prefix}pub`,
      bech32PrefixValAddr: `${prefix}valoper`,
      bech32PrefixValPub: `${prefix}valoperpub`,
      bech32PrefixConsAddr: `${prefix}valcons`,
      bech32PrefixConsPub: `${prefix}valconspub`,
    },
    currencies: currencies.some(({ coinMinimalDenom }) => coinMinimalDenom === gas.denom) ? currencies : [...currencies, fee],
    feeCurrencies: [{ ...fee, gasPriceStep: { low: price, average: price, high: price * 2 } }],
    stakeCurrency: fee,
    features: ["cosmwasm"],
  };
}
