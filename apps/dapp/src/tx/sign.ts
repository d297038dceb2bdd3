// CosmJS, loaded when somebody first signs.
import { SigningCosmWasmClient } from "@cosmjs/cosmwasm";
import { sha256 } from "@cosmjs/crypto";
import { toHex, toUtf8 } from "@cosmjs/encoding";
import type { EncodeObject, OfflineSigner } from "@cosmjs/proto-signing";
import { BroadcastTxError, calculateFee, GasPrice, type StdFee } from "@cosmjs/stargate";
import { MsgExecuteContract } from "cosmjs-types/cosmwasm/wasm/v1/tx";
import { MsgDelegate } from "cosmjs-types/cosmos/staking/v1beta1/tx";
import { TxRaw } from "cosmjs-types/cosmos/tx/v1beta1/tx";
import type { AppConfig } from "@/app/config";
import type { Action } from "./actions";
import { NotTaken } from "./errors";

/** Gas asked for over gas simulated: other accounts change the state between the two. */
const HEADROOM = 1.4;

/** After so many blocks a transaction that is in none can't get into one any more. */
const LIFETIME_BLOCKS = 600;

function encode(sender: string, action: Action): EncodeObject {
  if (action.kind === "delegate") {
    return {
      typeUrl: "/cosmos.staking.v1beta1.MsgDelegate",
      value: MsgDelegate.fromPartial({ delegatorAddress: sender, validatorAddress: action.validator, amount: { ...action.amount } }),
    };
  }
  const funds = action.funds.filter(({ amount }) => amount !== "0").map((coin) => ({ ...coin }));
  return {
    typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
    value: MsgExecuteContract.fromPartial({ sender, contract: action.contract, msg: toUtf8(JSON.stringify(action.msg)), funds }),
  };
}

/** The SDK's code of a transaction that the node has already. */
const IN_MEMPOOL = 19;

/** Only the check of the transaction itself refuses it; a proxy's or the RPC's errors say nothing of it. */
export const isRefusal = (error: unknown): error is BroadcastTxError =>
  error instanceof BroadcastTxError && !(error.codespace === "sdk" && error.code === IN_MEMPOOL);

export interface Simulated {
  readonly fee: StdFee;
  /** Opens the wallet; gives the signed bytes, their hash and the last block that may have them. */
  sign(): Promise<Signed>;
}

export interface Signed {
  readonly hash: string;
  readonly lastHeight: number;
  /** Throws {@link NotTaken} where the node refuses it; after any other error it may be on its way all the same. */
  broadcast(): Promise<void>;
}

/** Tries the actions on the node without a signature. Throws what the contract says. */
export async function simulate(config: AppConfig, signer: OfflineSigner, sender: string, actions: readonly Action[]): Promise<Simulated> {
  const gasPrice = GasPrice.fromString(`${config.gas_price.amount}${config.gas_price.denom}`);
  const client = await SigningCosmWasmClient.connectWithSigner(config.rpc, signer, { gasPrice });
  const chainId = await client.getChainId();
  if (chainId !== config.chain_id) throw new Error(`The node is of ${chainId}, this app is for ${config.chain_id}.`);
  const messages = actions.map((action) => encode(sender, action));
  const gas = await client.simulate(sender, messages, "");
  const fee = calculateFee(Math.ceil(gas * HEADROOM), gasPrice);
  return {
    fee,
    async sign() {
      const lastHeight = (await client.getHeight()) + LIFETIME_BLOCKS;
      const signed = await client.sign(sender, messages, fee, "", undefined, BigInt(lastHeight));
      const bytes = TxRaw.encode(signed).finish();
      return {
        hash: toHex(sha256(bytes)).toUpperCase(),
        lastHeight,
        broadcast: async () => {
          try {
            await client.broadcastTxSync(bytes);
          } catch (error) {
            throw isRefusal(error) ? new NotTaken(error.message, { cause: error }) : error;
          }
        },
      };
    },
  };
}
