/* Generated from schema/distributor.json by "npm run types". Do not edit. */

/**
 * What can be asked of the contract.
 */
export type ExecuteMsg =
  | {
      settle: {
        /**
         * The epochs, at most [`MAX_ITEMS`].
         */
        items: RigEpoch[];
      };
    }
  | {
      receive: Cw20ReceiveMsg;
    }
  | {
      default_epoch: {
        /**
         * Its next epoch.
         */
        epoch: number;
        /**
         * The rig.
         */
        rig: number;
      };
    }
  | {
      close_outage: {
        /**
         * Its next epoch.
         */
        epoch: number;
        /**
         * The rig.
         */
        rig: number;
      };
    }
  | {
      cure: {
        /**
         * The rig.
         */
        rig: number;
      };
    }
  | {
      claim: {
        /**
         * The holder; the sender if left out.
         */
        holder?: string | null;
        /**
         * The rigs, each once, at most [`MAX_ITEMS`].
         */
        rigs: number[];
        /**
         * Where to; the holder's payout address if left out, else the holder.
         */
        to?: string | null;
      };
    }
  | {
      checkpoint: {
        /**
         * The holder.
         */
        holder: string;
        /**
         * The rigs, each once, at most [`MAX_ITEMS`].
         */
        rigs: number[];
      };
    }
  | {
      set_payout_address: {
        /**
         * Where to.
         */
        address?: string | null;
      };
    }
  | {
      book_proceeds: {
        /**
         * The rigs, each once, at most [`MAX_ITEMS`].
         */
        rigs: number[];
      };
    }
  | {
      withdraw: {
        /**
         * The rigs, each once, at most [`MAX_ITEMS`].
         */
        rigs: number[];
      };
    }
  | {
      withdraw_protocol: {
        /**
         * The denoms, each once, at most [`MAX_ITEMS`].
         */
        denoms: Denom[];
      };
    }
  | {
      lower_fees: {
        /**
         * The protocol's fee on what holders are due.
         */
        protocol_fee_bps?: number | null;
        /**
         * The protocol's part of primary sales.
         */
        sale_fee_bps?: number | null;
      };
    }
  | {
      add_denom: {
        /**
         * It.
         */
        denom: PayoutDenom;
      };
    }
  | {
      set_protocol_recipient: {
        /**
         * Who it is from now on.
         */
        address: string;
      };
    }
  | {
      pause: {
        /**
         * For how long, at most [`crate::pause::MAX_PAUSE_SECONDS`].
         */
        seconds: number;
      };
    }
  | {
      unpause: {};
    }
  | {
      set_pauser: {
        /**
         * Who it is from now on.
         */
        address: string;
      };
    }
  | {
      update_ownership: Action;
    };
/**
 * A thin wrapper around u128 that is using strings for JSON encoding/decoding, such that the full u128 range can be used for clients that convert JSON numbers to floats, like JavaScript and jq.
 *
 * # Examples
 *
 * Use `from` to create instances of this and `u128` to get the value out:
 *
 * ``` # use cosmwasm_std::Uint128; let a = Uint128::from(123u128); assert_eq!(a.u128(), 123);
 *
 * let b = Uint128::from(42u64); assert_eq!(b.u128(), 42);
 *
 * let c = Uint128::from(70u32); assert_eq!(c.u128(), 70); ```
 */
export type Uint128 = string;
/**
 * Binary is a wrapper around Vec<u8> to add base64 de/serialization with serde. It also adds some helper methods to help encode inline.
 *
 * This is only needed as serde-json-{core,wasm} has a horrible encoding for Vec<u8>. See also <https://github.com/CosmWasm/cosmwasm/blob/main/docs/MESSAGE_TYPES.md>.
 */
export type Binary = string;
/**
 * A kind of money.
 */
export type Denom =
  | {
      native: string;
    }
  | {
      cw20: string;
    };
/**
 * Actions that can be taken to alter the contract's ownership
 */
export type Action =
  | {
      transfer_ownership: {
        expiry?: Expiration | null;
        new_owner: string;
      };
    }
  | "accept_ownership"
  | "renounce_ownership";
/**
 * Expiration represents a point in time when some event happens. It can compare with a BlockInfo and will return is_expired() == true once the condition is hit (and for every block in the future)
 */
export type Expiration =
  | {
      at_height: number;
    }
  | {
      at_time: Timestamp;
    }
  | {
      never: {};
    };
/**
 * A point in time in nanosecond precision.
 *
 * This type can represent times from 1970-01-01T00:00:00Z to 2554-07-21T23:34:33Z.
 *
 * ## Examples
 *
 * ``` # use cosmwasm_std::Timestamp; let ts = Timestamp::from_nanos(1_000_000_202); assert_eq!(ts.nanos(), 1_000_000_202); assert_eq!(ts.seconds(), 1); assert_eq!(ts.subsec_nanos(), 202);
 *
 * let ts = ts.plus_seconds(2); assert_eq!(ts.nanos(), 3_000_000_202); assert_eq!(ts.seconds(), 3); assert_eq!(ts.subsec_nanos(), 202); ```
 */
export type Timestamp = Uint64;
/**
 * A thin wrapper around u64 that is using strings for JSON encoding/decoding, such that the full u64 range can be used for clients that convert JSON numbers to floats, like JavaScript and jq.
 *
 * # Examples
 *
 * Use `from` to create instances of this and `u64` to get the value out:
 *
 * ``` # use cosmwasm_std::Uint64; let a = Uint64::from(42u64); assert_eq!(a.u64(), 42);
 *
 * let b = Uint64::from(70u32); assert_eq!(b.u64(), 70); ```
 */
export type Uint64 = string;
/**
 * What can be asked about the contract.
 */
export type QueryMsg =
  | {
      config: {};
    }
  | {
      claimable: {
        /**
         * The holder.
         */
        holder: string;
        /**
         * The rigs, at most 30.
         */
        rigs: number[];
      };
    }
  | {
      due: {
        /**
         * The epochs, at most [`MAX_ITEMS`].
         */
        items: RigEpoch[];
      };
    }
  | {
      rig_book: {
        /**
         * The rig.
         */
        rig: number;
      };
    }
  | {
      history: {
        /**
         * How many.
         */
        limit?: number | null;
        /**
         * The rig.
         */
        rig: number;
        /**
         * Go on after this epoch.
         */
        start_after?: number | null;
      };
    }
  | {
      earnings: {
        /**
         * The holder.
         */
        holder: string;
        /**
         * How many.
         */
        limit?: number | null;
        /**
         * The rig.
         */
        rig: number;
        /**
         * Go on after this epoch.
         */
        start_after?: number | null;
      };
    }
  | {
      cursor: {
        /**
         * The holder.
         */
        holder: string;
        /**
         * The rig.
         */
        rig: number;
      };
    }
  | {
      protocol_account: {
        /**
         * How many.
         */
        limit?: number | null;
        /**
         * Go on after this denom.
         */
        start_after?: Denom | null;
      };
    }
  | {
      payout_address: {
        /**
         * The holder.
         */
        holder: string;
      };
    }
  | {
      denoms: {
        /**
         * How many.
         */
        limit?: number | null;
        /**
         * Go on after this denom.
         */
        start_after?: Denom | null;
      };
    }
  | {
      ownership: {};
    };
/**
 * A human readable address.
 *
 * In Cosmos, this is typically bech32 encoded. But for multi-chain smart contracts no assumptions should be made other than being UTF-8 encoded and of reasonable length.
 *
 * This type represents a validated address. It can be created in the following ways 1. Use `Addr::unchecked(input)` 2. Use `let checked: Addr = deps.api.addr_validate(input)?` 3. Use `let checked: Addr = deps.api.addr_humanize(canonical_addr)?` 4. Deserialize from JSON. This must only be done from JSON that was validated before such as a contract's state. `Addr` must not be used in messages sent by the user because this would result in unvalidated instances.
 *
 * This type is immutable. If you really need to mutate it (Really? Are you sure?), create a mutable copy using `let mut mutable = Addr::to_string()` and operate on that `String` instance.
 */
export type Addr = string;
export type Nullable_Cursor = Cursor | null;
/**
 * An implementation of u256 that is using strings for JSON encoding/decoding, such that the full u256 range can be used for clients that convert JSON numbers to floats, like JavaScript and jq.
 *
 * # Examples
 *
 * Use `from` to create instances out of primitive uint types or `new` to provide big endian bytes:
 *
 * ``` # use cosmwasm_std::Uint256; let a = Uint256::from(258u128); let b = Uint256::new([ 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 0u8, 1u8, 2u8, ]); assert_eq!(a, b); ```
 */
export type Uint256 = string;
/**
 * How an epoch was closed.
 */
export type Outcome = "settled" | "late" | "defaulted" | "outage";
export type Nullable_Addr = Addr | null;
/**
 * Binary is a wrapper around Vec<u8> to add base64 de/serialization with serde. It also adds some helper methods to help encode inline.
 *
 * This is only needed as serde-json-{core,wasm} has a horrible encoding for Vec<u8>. See also <https://github.com/CosmWasm/cosmwasm/blob/main/docs/MESSAGE_TYPES.md>.
 */
export type Lanes = string;

export interface Contract {
  execute: ExecuteMsg;
  query: QueryMsg;
  claimable_answer: ClaimableResponse;
  config_answer: ConfigResponse;
  cursor_answer: Nullable_Cursor;
  denoms_answer: DenomsResponse;
  due_answer: DueResponse;
  earnings_answer: EarningsResponse;
  history_answer: HistoryResponse;
  ownership_answer: OwnershipFor_String;
  payout_address_answer: Nullable_Addr;
  protocol_account_answer: AccountsResponse;
  rig_book_answer: RigBookResponse;
}
/**
 * One epoch of one rig.
 */
export interface RigEpoch {
  /**
   * The epoch.
   */
  epoch: number;
  /**
   * The rig.
   */
  rig: number;
}
/**
 * Cw20ReceiveMsg should be de/serialized under `Receive()` variant in a ExecuteMsg
 */
export interface Cw20ReceiveMsg {
  amount: Uint128;
  msg: Binary;
  sender: string;
}
/**
 * Something that rigs may pay in.
 */
export interface PayoutDenom {
  /**
   * The asset it stands for, as the oracle prices it: the mined coin itself where it is wrapped 1:1, or such as `USDC`.
   */
  asset: string;
  /**
   * Decimals of one whole coin of it, at most 18.
   */
  decimals: number;
  /**
   * The denom.
   */
  denom: Denom;
}
/**
 * What a holder can claim.
 */
export interface ClaimableResponse {
  /**
   * In the order of the question.
   */
  rigs: RigClaimable[];
}
/**
 * What a holder can claim of a rig.
 */
export interface RigClaimable {
  /**
   * What a claim pays now, base units.
   */
  claimable: Uint128;
  /**
   * In what.
   */
  denom: Denom;
  /**
   * The rig.
   */
  rig: number;
  /**
   * What is short and has not been recovered, base units, rounded down.
   */
  short: Uint128;
  /**
   * How many ended epochs are not settled.
   */
  unsettled_epochs: number;
  /**
   * An estimate of what ended epochs that are not settled yet will pay, if they pay as their reports say (or, without a report, as the last settled epoch did). Not owed, not a promise.
   */
  unsettled_estimate: Uint128;
}
/**
 * Everything that is configured.
 */
export interface ConfigResponse {
  /**
   * The grace.
   */
  grace: Grace;
  /**
   * The ledger of ownership.
   */
  hashrate_nft: Addr;
  /**
   * The ledger of earnings.
   */
  oracle: Addr;
  /**
   * The pauser.
   */
  pauser: Addr;
  /**
   * The pauses so far.
   */
  pauses: PauseLog;
  /**
   * The protocol's fee on what holders are due, by the epoch from which it counts.
   */
  protocol_fees: FeeStep[];
  /**
   * Who may withdraw the protocol's account.
   */
  protocol_recipient: Addr;
  /**
   * The protocol's part of primary sales, basis points.
   */
  sale_fee_bps: number;
}
/**
 * How long an operator has; both must have passed. It can never change.
 */
export interface Grace {
  /**
   * Blocks, so that a chain that stood still does not make a default.
   */
  blocks: number;
  /**
   * Seconds, which stop while the oracle or the distributor is paused. Above zero.
   */
  seconds: number;
}
/**
 * Every pause of a contract, oldest first.
 */
export interface PauseLog {
  /**
   * Disjoint, in the order of time.
   */
  spans: PauseSpan[];
  /**
   * Layout version.
   */
  v: number;
}
/**
 * One pause, from the second it began to the second it ends (or was ended).
 */
export interface PauseSpan {
  /**
   * The first second of the pause.
   */
  from_seconds: number;
  /**
   * The first second after it.
   */
  until_seconds: number;
}
/**
 * A fee from an epoch on.
 */
export interface FeeStep {
  /**
   * Basis points.
   */
  bps: number;
  /**
   * The first epoch it counts for.
   */
  from_epoch: number;
}
/**
 * What stands written down of a holder in a rig. Absent: it never claimed and was never checkpointed.
 */
export interface Cursor {
  /**
   * The first epoch that is not accounted for. The nft folds the holder's schedule before it.
   */
  next_epoch: number;
  /**
   * Whole base units that are written down and not paid.
   */
  owed: Uint128;
  /**
   * What is below a base unit, scaled by 2^64.
   */
  remainder: number;
  /**
   * The holder's part of the rig's shortfalls, if it ever had one.
   */
  shortfall?: HolderShortfall | null;
}
/**
 * What one holder was shorted by one rig, and got back of it, in the rig's present generation or an older one. All sums in scaled units.
 */
export interface HolderShortfall {
  /**
   * What the holder was shorted.
   */
  face_scaled: Uint256;
  /**
   * The generation that the other fields belong to.
   */
  generation: number;
  /**
   * What [`HolderShortfall::accrue`] has returned of its face so far.
   */
  recovered_scaled: Uint256;
  /**
   * Its units of recovery.
   */
  units_scaled: Uint256;
}
/**
 * A page of what rigs may pay in.
 */
export interface DenomsResponse {
  /**
   * By rising denom.
   */
  denoms: PayoutDenom[];
}
/**
 * What settling costs.
 */
export interface DueResponse {
  /**
   * Each epoch, in the order of the question.
   */
  items: EpochDue[];
  /**
   * The sums to attach, by rising denom.
   */
  totals: DenomAmount[];
}
/**
 * What settling an epoch costs.
 */
export interface EpochDue {
  /**
   * In what.
   */
  denom: Denom;
  /**
   * Electricity, base units of the mined coin.
   */
  electricity: Uint128;
  /**
   * The epoch.
   */
  epoch: number;
  /**
   * What the pool credited, base units of the mined coin.
   */
  gross: Uint128;
  /**
   * For the holders, base units.
   */
  holders: Uint128;
  /**
   * Share-seconds that existed.
   */
  minted_weight: number;
  /**
   * For the protocol, base units.
   */
  protocol_fee: Uint128;
  /**
   * Share-seconds that are registered.
   */
  registered_weight: number;
  /**
   * The rig.
   */
  rig: number;
  /**
   * Service fee, base units of the mined coin.
   */
  service_fee: Uint128;
}
/**
 * An amount of a denom.
 */
export interface DenomAmount {
  /**
   * How much, base units.
   */
  amount: Uint128;
  /**
   * The denom.
   */
  denom: Denom;
}
/**
 * What a holder earned per epoch.
 */
export interface EarningsResponse {
  /**
   * By rising epoch.
   */
  epochs: EpochEarning[];
}
/**
 * What a holder earned in an epoch.
 */
export interface EpochEarning {
  /**
   * What they earned, in 2^-64 base units.
   */
  earned_scaled: Uint256;
  /**
   * The epoch.
   */
  epoch: number;
  /**
   * Share-seconds that it had.
   */
  weight: number;
}
/**
 * A page of closed epochs.
 */
export interface HistoryResponse {
  /**
   * By rising epoch.
   */
  epochs: ClosedEpoch[];
}
/**
 * A closed epoch.
 */
export interface ClosedEpoch {
  /**
   * How it was closed, and with what.
   */
  closing: Closing;
  /**
   * The epoch.
   */
  epoch: number;
}
/**
 * What an epoch was closed with.
 */
export interface Closing {
  /**
   * When it was closed.
   */
  at_seconds: number;
  /**
   * What holders got, base units.
   */
  delivered: Uint128;
  /**
   * How.
   */
  outcome: Outcome;
  /**
   * What is missing, base units.
   */
  short: Uint128;
}
/**
 * The contract's ownership info
 */
export interface OwnershipFor_String {
  /**
   * The contract's current owner. `None` if the ownership has been renounced.
   */
  owner?: string | null;
  /**
   * The deadline for the pending owner to accept the ownership. `None` if there isn't a pending ownership transfer, or if a transfer exists and it doesn't have a deadline.
   */
  pending_expiry?: Expiration | null;
  /**
   * The account who has been proposed to take over the ownership. `None` if there isn't a pending ownership transfer.
   */
  pending_owner?: string | null;
}
/**
 * A page of an account.
 */
export interface AccountsResponse {
  /**
   * By rising denom.
   */
  amounts: DenomAmount[];
}
/**
 * The book of a rig.
 */
export interface RigBookResponse {
  /**
   * What is on the rig's account, by rising denom. The operator may withdraw it.
   */
  account: DenomAmount[];
  /**
   * What is stored.
   */
  book: RigBook;
  /**
   * The rig.
   */
  rig: number;
  /**
   * Proceeds that are not booked yet, base units of the sale denom.
   */
  unbooked_proceeds: Uint128;
}
/**
 * The book of a rig. Written at its first settlement (or first booking).
 */
export interface RigBook {
  /**
   * Proceeds that are booked, base units of the sale denom.
   */
  booked_proceeds: Uint128;
  /**
   * What the accumulator of each lane carries over, scaled by 2^64 (never a whole share-second's worth).
   */
  carry: Lanes;
  /**
   * What a share-second has earned from the start of the rig to the start of `next_epoch`, scaled by 2^64: the newest of the [`CUMULATIVES`], so that settling and claiming read one record less.
   */
  lanes: Lanes;
  /**
   * What holders were due in the last epoch that was not an outage, base units: from it an outage is estimated where nothing better is known.
   */
  last_due: Uint128;
  /**
   * Share-seconds of that epoch.
   */
  last_due_weight: number;
  /**
   * The first epoch that is not closed. The nft folds what was minted before it.
   */
  next_epoch: number;
  /**
   * In which block.
   */
  next_since_height: number;
  /**
   * When `next_epoch` became the next one: grace does not begin before.
   */
  next_since_seconds: number;
  /**
   * The number of what the rig pays in: see [`PAYOUTS`].
   */
  payout_number: number;
  /**
   * What the rig has delivered.
   */
  record: Record;
  /**
   * Shortfalls and their recovery.
   */
  shortfall: RigShortfall;
}
/**
 * What a rig has delivered.
 */
export interface Record {
  /**
   * What of it was cured, base units.
   */
  cured: Uint128;
  /**
   * Epochs not paid in full.
   */
  defaulted_epochs: number;
  /**
   * What holders got in all, base units, cures apart.
   */
  delivered: Uint128;
  /**
   * Epochs paid in full after it.
   */
  late_epochs: number;
  /**
   * Epochs without a report.
   */
  outage_epochs: number;
  /**
   * Epochs paid in full within the grace.
   */
  settled_epochs: number;
  /**
   * What was short in all, base units.
   */
  short: Uint128;
}
/**
 * What a rig owes to those it shorted: the model stands at the head of its file.
 */
export interface RigShortfall {
  /**
   * Scaled units not yet credited as face.
   */
  carry: number;
  /**
   * How often everything outstanding was cured.
   */
  generation: number;
  /**
   * First epoch whose shortfall belongs to this generation: every earlier one is recovered.
   */
  generation_start: number;
  /**
   * Base units still missing.
   */
  outstanding: Uint128;
  /**
   * `P`: the part of a unit still missing, in 2^-128.
   */
  unit_value: Uint256;
}
