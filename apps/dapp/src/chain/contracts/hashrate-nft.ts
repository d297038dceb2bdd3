/* Generated from schema/hashrate-nft.json by "npm run types". Do not edit. */

export type ExecuteMsg =
  | {
      update_ownership: Action;
    }
  | {
      update_minter_ownership: Action;
    }
  | {
      update_creator_ownership: Action;
    }
  | {
      update_collection_info: {
        collection_info: CollectionInfoMsgFor_Nullable_CollectionExtensionMsgFor_RoyaltyInfoResponse;
      };
    }
  | {
      transfer_nft: {
        recipient: string;
        token_id: string;
      };
    }
  | {
      send_nft: {
        contract: string;
        msg: Binary;
        token_id: string;
      };
    }
  | {
      approve: {
        expires?: Expiration | null;
        spender: string;
        token_id: string;
      };
    }
  | {
      revoke: {
        spender: string;
        token_id: string;
      };
    }
  | {
      approve_all: {
        expires?: Expiration | null;
        operator: string;
      };
    }
  | {
      revoke_all: {
        operator: string;
      };
    }
  | {
      mint: {
        /**
         * Any custom extension used by this contract
         */
        extension: Empty;
        /**
         * The owner of the newly minter NFT
         */
        owner: string;
        /**
         * Unique ID of the NFT
         */
        token_id: string;
        /**
         * Universal resource identifier for this NFT Should point to a JSON file that conforms to the ERC721 Metadata JSON Schema
         */
        token_uri?: string | null;
      };
    }
  | {
      burn: {
        token_id: string;
      };
    }
  | {
      add_minter: {
        minter: string;
      };
    }
  | {
      remove_minter: {
        minter: string;
      };
    }
  | {
      update_extension: {
        msg: RigMsg;
      };
    }
  | {
      update_nft_info: {
        extension: Empty;
        token_id: string;
        /**
         * NOTE: Empty string is handled as None
         */
        token_uri?: string | null;
      };
    }
  | {
      set_withdraw_address: {
        address: string;
      };
    }
  | {
      remove_withdraw_address: {};
    }
  | {
      withdraw_funds: {
        amount: Coin;
      };
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
 * A fixed-point decimal value with 18 fractional digits, i.e. Decimal(1_000_000_000_000_000_000) == 1.0
 *
 * The greatest possible value that can be represented is 340282366920938463463.374607431768211455 (which is (2^128 - 1) / 10^18)
 */
export type Decimal = string;
/**
 * Binary is a wrapper around Vec<u8> to add base64 de/serialization with serde. It also adds some helper methods to help encode inline.
 *
 * This is only needed as serde-json-{core,wasm} has a horrible encoding for Vec<u8>. See also <https://github.com/CosmWasm/cosmwasm/blob/main/docs/MESSAGE_TYPES.md>.
 */
export type Binary = string;
/**
 * Rigshare's own messages, inside cw721's `update_extension: { msg }`.
 */
export type RigMsg =
  | {
      register_rig: {
        /**
         * The rig.
         */
        rig: NewRig;
      };
    }
  | {
      decide_rig: {
        /**
         * Whether it may sell shares.
         */
        approve: boolean;
        /**
         * The rig.
         */
        rig: number;
      };
    }
  | {
      lower_terms: {
        /**
         * Price of a kilowatt-hour in billionths of the quote currency.
         */
        electricity_nano_per_kwh?: Uint128 | null;
        /**
         * The rig.
         */
        rig: number;
        /**
         * Service fee in basis points.
         */
        service_fee_bps?: number | null;
        /**
         * Watts of the whole rig.
         */
        watts?: number | null;
      };
    }
  | {
      propose_operator: {
        /**
         * Who may accept.
         */
        operator?: string | null;
        /**
         * The rig.
         */
        rig: number;
      };
    }
  | {
      accept_operator: {
        /**
         * The rig.
         */
        rig: number;
      };
    }
  | {
      retire_rig: {
        /**
         * The rig.
         */
        rig: number;
      };
    }
  | {
      open_sale: {
        /**
         * The rig.
         */
        rig: number;
        /**
         * Its conditions.
         */
        sale: Sale;
      };
    }
  | {
      stop_sale: {
        /**
         * The rig.
         */
        rig: number;
      };
    }
  | {
      change_buyers: {
        /**
         * Who may buy from now on.
         */
        add: string[];
        /**
         * Who may not any more.
         */
        remove: string[];
        /**
         * The rig.
         */
        rig: number;
      };
    }
  | {
      buy: {
        /**
         * Who gets the token; the sender if left out.
         */
        recipient?: string | null;
        /**
         * The rig.
         */
        rig: number;
        /**
         * How many shares.
         */
        shares: number;
      };
    }
  | {
      split: {
        /**
         * The shares of each part; their sum is the token's.
         */
        parts: number[];
        /**
         * The token.
         */
        token_id: string;
      };
    }
  | {
      merge: {
        /**
         * The tokens, each once.
         */
        token_ids: string[];
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
      set_registrar: {
        /**
         * Who it is from now on.
         */
        address: string;
      };
    }
  | {
      set_pauser: {
        /**
         * Who it is from now on.
         */
        address: string;
      };
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
 * How much is known of a report. Each grade includes those before it.
 */
export type Grade = "attested" | "plausible";
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
 * How a pool pays its miners.
 */
export type PayoutScheme = "fpps" | "pplns" | "solo";
export type QueryMsg =
  | {
      owner_of: {
        /**
         * unset or false will filter out expired approvals, you must set to true to see them
         */
        include_expired?: boolean | null;
        token_id: string;
      };
    }
  | {
      approval: {
        include_expired?: boolean | null;
        spender: string;
        token_id: string;
      };
    }
  | {
      approvals: {
        include_expired?: boolean | null;
        token_id: string;
      };
    }
  | {
      operator: {
        include_expired?: boolean | null;
        operator: string;
        owner: string;
      };
    }
  | {
      all_operators: {
        /**
         * unset or false will filter out expired items, you must set to true to see them
         */
        include_expired?: boolean | null;
        limit?: number | null;
        owner: string;
        start_after?: string | null;
      };
    }
  | {
      num_tokens: {};
    }
  | {
      contract_info: {};
    }
  | {
      get_config: {};
    }
  | {
      get_collection_info_and_extension: {};
    }
  | {
      get_all_info: {};
    }
  | {
      get_collection_extension_attributes: {};
    }
  | {
      ownership: {};
    }
  | {
      minter: {};
    }
  | {
      get_minter_ownership: {};
    }
  | {
      get_creator_ownership: {};
    }
  | {
      get_additional_minters: {
        limit?: number | null;
        start_after?: string | null;
      };
    }
  | {
      nft_info: {
        token_id: string;
      };
    }
  | {
      get_nft_by_extension: {
        extension: NftExtension;
        limit?: number | null;
        start_after?: string | null;
      };
    }
  | {
      all_nft_info: {
        /**
         * unset or false will filter out expired approvals, you must set to true to see them
         */
        include_expired?: boolean | null;
        token_id: string;
      };
    }
  | {
      tokens: {
        limit?: number | null;
        owner: string;
        start_after?: string | null;
      };
    }
  | {
      all_tokens: {
        limit?: number | null;
        start_after?: string | null;
      };
    }
  | {
      extension: {
        msg: RigQuery;
      };
    }
  | {
      get_collection_extension: {
        msg?: CollectionExtensionFor_RoyaltyInfo | null;
      };
    }
  | {
      get_withdraw_address: {};
    };
/**
 * Rigshare's own queries, inside cw721's `extension: { msg }`.
 */
export type RigQuery =
  | {
      rig: {
        /**
         * The rig.
         */
        rig: number;
      };
    }
  | {
      rigs: {
        /**
         * How many.
         */
        limit?: number | null;
        /**
         * Go on after this rig.
         */
        start_after?: number | null;
      };
    }
  | {
      share: {
        /**
         * The token.
         */
        token_id: string;
      };
    }
  | {
      position: {
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
      positions: {
        /**
         * The holder.
         */
        holder: string;
        /**
         * How many.
         */
        limit?: number | null;
        /**
         * Go on after this rig.
         */
        start_after?: number | null;
      };
    }
  | {
      buyer: {
        /**
         * The buyer.
         */
        buyer: string;
        /**
         * The rig.
         */
        rig: number;
      };
    }
  | {
      config: {};
    }
  | {
      royalty_info: {
        /**
         * The price of the sale, base units.
         */
        sale_price: Uint128;
        /**
         * The token.
         */
        token_id: string;
      };
    }
  | {
      check_royalties: {};
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
export type Null = null;
export type Null1 = null;
export type ArrayOf_Attribute = Attribute[];
export type Nullable_NftInfoResponseFor_NftExtension = NftInfoResponseFor_NftExtension | null;
export type Nullable_String = string | null;
/**
 * Binary is a wrapper around Vec<u8> to add base64 de/serialization with serde. It also adds some helper methods to help encode inline.
 *
 * This is only needed as serde-json-{core,wasm} has a horrible encoding for Vec<u8>. See also <https://github.com/CosmWasm/cosmwasm/blob/main/docs/MESSAGE_TYPES.md>.
 */
export type Schedule = string;
/**
 * Where a rig stands with the registrar.
 */
export type RigStatus = "pending" | "approved" | "rejected";

export interface Contract {
  execute: ExecuteMsg;
  query: QueryMsg;
  all_nft_info_answer: AllNftInfoResponseFor_NftExtension;
  all_operators_answer: OperatorsResponse;
  all_tokens_answer: TokensResponse;
  approval_answer: ApprovalResponse;
  approvals_answer: ApprovalsResponse;
  contract_info_answer: CollectionInfoAndExtensionResponseFor_Nullable_CollectionExtensionFor_RoyaltyInfo;
  extension_answer: Null;
  get_additional_minters_answer: AdditionalMintersResponse;
  get_all_info_answer: AllInfoResponse;
  get_collection_extension_answer: Null1;
  get_collection_extension_attributes_answer: ArrayOf_Attribute;
  get_collection_info_and_extension_answer: CollectionInfoAndExtensionResponseFor_Nullable_CollectionExtensionFor_RoyaltyInfo1;
  get_config_answer: ConfigResponseFor_Nullable_CollectionExtensionFor_RoyaltyInfo;
  get_creator_ownership_answer: OwnershipFor_Addr1;
  get_minter_ownership_answer: OwnershipFor_Addr2;
  get_nft_by_extension_answer: Nullable_NftInfoResponseFor_NftExtension;
  get_withdraw_address_answer: Nullable_String;
  minter_answer: MinterResponse;
  nft_info_answer: NftInfoResponseFor_NftExtension1;
  num_tokens_answer: NumTokensResponse;
  operator_answer: OperatorResponse;
  owner_of_answer: OwnerOfResponse1;
  ownership_answer: OwnershipFor_Addr3;
  tokens_answer: TokensResponse1;
  buyer_extension_answer: BuyerResponse;
  check_royalties_extension_answer: CheckRoyaltiesResponse;
  config_extension_answer: ConfigResponse;
  position_extension_answer: PositionResponse;
  positions_extension_answer: PositionsResponse;
  rig_extension_answer: RigResponse;
  rigs_extension_answer: RigsResponse;
  royalty_info_extension_answer: RoyaltiesInfoResponse;
  share_extension_answer: ShareResponse;
}
export interface CollectionInfoMsgFor_Nullable_CollectionExtensionMsgFor_RoyaltyInfoResponse {
  extension?: CollectionExtensionMsgFor_RoyaltyInfoResponse | null;
  name?: string | null;
  symbol?: string | null;
}
/**
 * NOTE: In case `info` is not provided in `create()` or `validate()` (like for migration), creator/minter assertion is skipped.
 */
export interface CollectionExtensionMsgFor_RoyaltyInfoResponse {
  banner_url?: string | null;
  description?: string | null;
  explicit_content?: boolean | null;
  external_link?: string | null;
  image?: string | null;
  royalty_info?: RoyaltyInfoResponse | null;
  start_trading_time?: Timestamp | null;
}
export interface RoyaltyInfoResponse {
  payment_address: string;
  share: Decimal;
}
/**
 * An empty struct that serves as a placeholder in different places, such as contracts that don't set a custom message.
 *
 * It is designed to be expressible in correct JSON and JSON Schema but contains no meaningful data. Previously we used enums without cases, but those cannot represented as valid JSON Schema (https://github.com/CosmWasm/cosmwasm/issues/451)
 */
export interface Empty {}
/**
 * What a rig is registered with. A share is `unit_hashrate_hs` of it.
 */
export interface NewRig {
  /**
   * The algorithm, such as `SHA-256d`.
   */
  algorithm: string;
  /**
   * Symbol of the mined coin, one that the oracle knows.
   */
  coin: string;
  /**
   * The suite's quote currency.
   */
  electricity_currency: string;
  /**
   * Price of a kilowatt-hour in billionths of `electricity_currency`.
   */
  electricity_nano_per_kwh: Uint128;
  /**
   * First epoch after the term.
   */
  end_epoch: number;
  /**
   * Registered hashrate, H/s.
   */
  hashrate_hs: Uint128;
  /**
   * The least grade at which an epoch settles.
   */
  least_grade: Grade;
  /**
   * Where it stands.
   */
  location: string;
  /**
   * The machine's model, such as `Antminer S21 Pro`.
   */
  model: string;
  /**
   * What holders are paid in, from the distributor's allow-list.
   */
  payout: Denom;
  /**
   * The mined coin's address that the pool pays to. No two rigs share one.
   */
  payout_address: string;
  /**
   * The pool that it mines at.
   */
  pool: string;
  /**
   * Share of renewable energy, basis points.
   */
  renewable_bps: number;
  /**
   * The operator's royalty on later sales, basis points, at most [`MAX_ROYALTY_BPS`].
   */
  royalty_bps: number;
  /**
   * The native denom of its primary sales; for the whole life of the rig.
   */
  sale_denom: string;
  /**
   * How the pool pays.
   */
  scheme: PayoutScheme;
  /**
   * Service fee, basis points of what electricity leaves of the gross.
   */
  service_fee_bps: number;
  /**
   * First epoch of the term; after the current one.
   */
  start_epoch: number;
  /**
   * Hashrate of one share, H/s; divides `hashrate_hs`.
   */
  unit_hashrate_hs: Uint128;
  /**
   * Watts of the whole rig.
   */
  watts: number;
  /**
   * The account or worker at the pool. No two rigs share one.
   */
  worker: string;
}
/**
 * A primary sale. Opening one again replaces its conditions.
 */
export interface Sale {
  /**
   * True where only buyers of the allow-list may buy.
   */
  allow_list_only: boolean;
  /**
   * The first second at which it can't be bought any more.
   */
  closes_seconds: number;
  /**
   * The least shares of one purchase.
   */
  least_shares: number;
  /**
   * The most shares that one wallet may get from the rig's sales in all.
   */
  most_per_wallet: number;
  /**
   * The first second at which it can be bought.
   */
  opens_seconds: number;
  /**
   * Price of one share, base units of the rig's sale denom; above zero.
   */
  price_per_share: Uint128;
}
export interface Coin {
  amount: Uint128;
  denom: string;
}
export interface NftExtension {
  animation_url?: string | null;
  attributes?: Trait[] | null;
  background_color?: string | null;
  description?: string | null;
  external_url?: string | null;
  image?: string | null;
  image_data?: string | null;
  name?: string | null;
  youtube_url?: string | null;
}
export interface Trait {
  display_type?: string | null;
  trait_type: string;
  value: string;
}
export interface CollectionExtensionFor_RoyaltyInfo {
  banner_url?: string | null;
  description: string;
  explicit_content?: boolean | null;
  external_link?: string | null;
  image: string;
  royalty_info?: RoyaltyInfo | null;
  start_trading_time?: Timestamp | null;
}
export interface RoyaltyInfo {
  payment_address: Addr;
  share: Decimal;
}
export interface AllNftInfoResponseFor_NftExtension {
  /**
   * Who can transfer the token
   */
  access: OwnerOfResponse;
  /**
   * Data on the token itself,
   */
  info: NftInfoResponseFor_NftExtension;
}
export interface OwnerOfResponse {
  /**
   * If set this address is approved to transfer/send the token as well
   */
  approvals: Approval[];
  /**
   * Owner of the token
   */
  owner: string;
}
export interface Approval {
  /**
   * When the Approval expires (maybe Expiration::never)
   */
  expires: Expiration;
  /**
   * Account that can transfer/send the token
   */
  spender: Addr;
}
export interface NftInfoResponseFor_NftExtension {
  /**
   * You can add any custom metadata here when you extend cw721-base
   */
  extension: NftExtension;
  /**
   * Universal resource identifier for this NFT Should point to a JSON file that conforms to the ERC721 Metadata JSON Schema
   */
  token_uri?: string | null;
}
export interface OperatorsResponse {
  operators: Approval[];
}
export interface TokensResponse {
  /**
   * Contains all token_ids in lexicographical ordering If there are more than `limit`, use `start_after` in future queries to achieve pagination.
   */
  tokens: string[];
}
export interface ApprovalResponse {
  approval: Approval;
}
export interface ApprovalsResponse {
  approvals: Approval[];
}
/**
 * This is a wrapper around CollectionInfo that includes the extension.
 */
export interface CollectionInfoAndExtensionResponseFor_Nullable_CollectionExtensionFor_RoyaltyInfo {
  extension?: CollectionExtensionFor_RoyaltyInfo | null;
  name: string;
  symbol: string;
  updated_at: Timestamp;
}
export interface AdditionalMintersResponse {
  minters: string[];
}
/**
 * This is a wrapper around CollectionInfo that includes the extension, contract info, and number of tokens (supply).
 */
export interface AllInfoResponse {
  collection_extension: Attribute[];
  collection_info: CollectionInfo;
  contract_info: ContractInfoResponse;
  num_tokens: number;
}
export interface Attribute {
  key: string;
  value: Binary;
}
export interface CollectionInfo {
  name: string;
  symbol: string;
  updated_at: Timestamp;
}
export interface ContractInfoResponse {
  /**
   * admin who can run migrations (if any)
   */
  admin?: Addr | null;
  code_id: number;
  /**
   * address that instantiated this contract
   */
  creator: Addr;
  /**
   * set if this contract has bound an IBC port
   */
  ibc_port?: string | null;
  /**
   * if set, the contract is pinned to the cache, and thus uses less gas when called
   */
  pinned: boolean;
}
/**
 * This is a wrapper around CollectionInfo that includes the extension.
 */
export interface CollectionInfoAndExtensionResponseFor_Nullable_CollectionExtensionFor_RoyaltyInfo1 {
  extension?: CollectionExtensionFor_RoyaltyInfo | null;
  name: string;
  symbol: string;
  updated_at: Timestamp;
}
/**
 * This is a wrapper around CollectionInfo that includes the extension.
 */
export interface ConfigResponseFor_Nullable_CollectionExtensionFor_RoyaltyInfo {
  collection_extension?: CollectionExtensionFor_RoyaltyInfo | null;
  collection_info: CollectionInfo;
  contract_info: ContractInfoResponse;
  creator_ownership: OwnershipFor_Addr;
  minter_ownership: OwnershipFor_Addr;
  num_tokens: number;
  withdraw_address?: string | null;
}
/**
 * The contract's ownership info
 */
export interface OwnershipFor_Addr {
  /**
   * The contract's current owner. `None` if the ownership has been renounced.
   */
  owner?: Addr | null;
  /**
   * The deadline for the pending owner to accept the ownership. `None` if there isn't a pending ownership transfer, or if a transfer exists and it doesn't have a deadline.
   */
  pending_expiry?: Expiration | null;
  /**
   * The account who has been proposed to take over the ownership. `None` if there isn't a pending ownership transfer.
   */
  pending_owner?: Addr | null;
}
/**
 * The contract's ownership info
 */
export interface OwnershipFor_Addr1 {
  /**
   * The contract's current owner. `None` if the ownership has been renounced.
   */
  owner?: Addr | null;
  /**
   * The deadline for the pending owner to accept the ownership. `None` if there isn't a pending ownership transfer, or if a transfer exists and it doesn't have a deadline.
   */
  pending_expiry?: Expiration | null;
  /**
   * The account who has been proposed to take over the ownership. `None` if there isn't a pending ownership transfer.
   */
  pending_owner?: Addr | null;
}
/**
 * The contract's ownership info
 */
export interface OwnershipFor_Addr2 {
  /**
   * The contract's current owner. `None` if the ownership has been renounced.
   */
  owner?: Addr | null;
  /**
   * The deadline for the pending owner to accept the ownership. `None` if there isn't a pending ownership transfer, or if a transfer exists and it doesn't have a deadline.
   */
  pending_expiry?: Expiration | null;
  /**
   * The account who has been proposed to take over the ownership. `None` if there isn't a pending ownership transfer.
   */
  pending_owner?: Addr | null;
}
/**
 * Deprecated: use Cw721QueryMsg::GetMinterOwnership instead! Shows who can mint these tokens.
 */
export interface MinterResponse {
  minter?: string | null;
}
export interface NftInfoResponseFor_NftExtension1 {
  /**
   * You can add any custom metadata here when you extend cw721-base
   */
  extension: NftExtension;
  /**
   * Universal resource identifier for this NFT Should point to a JSON file that conforms to the ERC721 Metadata JSON Schema
   */
  token_uri?: string | null;
}
export interface NumTokensResponse {
  count: number;
}
export interface OperatorResponse {
  approval: Approval;
}
export interface OwnerOfResponse1 {
  /**
   * If set this address is approved to transfer/send the token as well
   */
  approvals: Approval[];
  /**
   * Owner of the token
   */
  owner: string;
}
/**
 * The contract's ownership info
 */
export interface OwnershipFor_Addr3 {
  /**
   * The contract's current owner. `None` if the ownership has been renounced.
   */
  owner?: Addr | null;
  /**
   * The deadline for the pending owner to accept the ownership. `None` if there isn't a pending ownership transfer, or if a transfer exists and it doesn't have a deadline.
   */
  pending_expiry?: Expiration | null;
  /**
   * The account who has been proposed to take over the ownership. `None` if there isn't a pending ownership transfer.
   */
  pending_owner?: Addr | null;
}
export interface TokensResponse1 {
  /**
   * Contains all token_ids in lexicographical ordering If there are more than `limit`, use `start_after` in future queries to achieve pagination.
   */
  tokens: string[];
}
/**
 * A buyer in a rig's sales.
 */
export interface BuyerResponse {
  /**
   * Whether the allow-list has it.
   */
  allowed: boolean;
  /**
   * Shares that it has got from the rig's sales.
   */
  bought: number;
}
/**
 * cw2981: whether there are royalties.
 */
export interface CheckRoyaltiesResponse {
  /**
   * Always true.
   */
  royalty_payments: boolean;
}
/**
 * The clock, the peers and the roles.
 */
export interface ConfigResponse {
  /**
   * The suite's clock.
   */
  clock: EpochClock;
  /**
   * Where proceeds go.
   */
  distributor: Addr;
  /**
   * The oracle.
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
   * The currency in which electricity is priced.
   */
  quote_currency: string;
  /**
   * The registrar.
   */
  registrar: Addr;
  /**
   * How many rigs are registered.
   */
  rigs: number;
}
/**
 * Where epochs begin: epoch `e` spans `[genesis + e * length, genesis + (e + 1) * length)`.
 *
 * One source for a whole deployment, never changed. Build it with [`EpochClock::new`], and call [`EpochClock::validate`] on one that came from a message.
 */
export interface EpochClock {
  /**
   * Length of every epoch, in seconds: `1..=MAX_EPOCH_SECONDS`.
   */
  epoch_seconds: number;
  /**
   * Start of epoch 0, in seconds since 1970 UTC.
   */
  genesis_seconds: number;
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
 * What a holder owns of a rig.
 */
export interface PositionResponse {
  /**
   * The rig.
   */
  rig: number;
  /**
   * Share-seconds by epoch, from the first epoch that is not folded.
   */
  schedule: Schedule;
  /**
   * Shares that it has now.
   */
  shares: number;
}
/**
 * A page of a holder's positions.
 */
export interface PositionsResponse {
  /**
   * By rising number of the rig.
   */
  positions: PositionResponse1[];
}
/**
 * What a holder owns of a rig.
 */
export interface PositionResponse1 {
  /**
   * The rig.
   */
  rig: number;
  /**
   * Share-seconds by epoch, from the first epoch that is not folded.
   */
  schedule: Schedule;
  /**
   * Shares that it has now.
   */
  shares: number;
}
/**
 * A rig, whole.
 */
export interface RigResponse {
  /**
   * What contracts need of it.
   */
  facts: RigFacts;
  /**
   * Shares that exist now.
   */
  minted: number;
  /**
   * What its sales have brought.
   */
  proceeds: Proceeds;
  /**
   * What people want to know of it.
   */
  profile: RigProfile;
  /**
   * Who may become the operator, if somebody was proposed.
   */
  proposed_operator?: Addr | null;
  /**
   * The rig's number.
   */
  rig: number;
  /**
   * Its primary sale, if there is one.
   */
  sale?: Sale | null;
}
/**
 * What other contracts need to know of a rig. Written at registration, never deleted.
 */
export interface RigFacts {
  /**
   * The mined coin.
   */
  coin: string;
  /**
   * First epoch after the term (or after retirement).
   */
  end_epoch: number;
  /**
   * Registered hashrate, H/s.
   */
  hashrate_hs: Uint128;
  /**
   * The least grade at which an epoch settles.
   */
  least_grade: Grade;
  /**
   * Who operates it.
   */
  operator: Addr;
  /**
   * What holders are paid in.
   */
  payout: Denom;
  /**
   * The pool.
   */
  pool: string;
  /**
   * True where the operator ended it before its term.
   */
  retired: boolean;
  /**
   * The operator's royalty on later sales, basis points.
   */
  royalty_bps: number;
  /**
   * How the pool pays.
   */
  scheme: PayoutScheme;
  /**
   * Registered shares: hashrate over unit. Never changes.
   */
  shares: number;
  /**
   * First epoch of the term.
   */
  start_epoch: number;
  /**
   * Where it stands with the registrar.
   */
  status: RigStatus;
  /**
   * By rising epoch, the first from the start of time; each no higher than the one before.
   */
  terms: TermsStep[];
  /**
   * Layout version.
   */
  v: number;
}
/**
 * The terms of a rig from an epoch on.
 */
export interface TermsStep {
  /**
   * Price of a kilowatt-hour in billionths of the quote currency.
   */
  electricity_nano_per_kwh: Uint128;
  /**
   * The first epoch that is billed so.
   */
  from_epoch: number;
  /**
   * Service fee, basis points of what electricity leaves of the gross.
   */
  service_fee_bps: number;
  /**
   * Watts of the whole rig.
   */
  watts: number;
}
/**
 * What the primary sales of a rig have brought. Written at registration.
 */
export interface Proceeds {
  /**
   * The sale denom of the rig.
   */
  denom: string;
  /**
   * All that was paid so far, base units; it only rises.
   */
  total: Uint128;
  /**
   * Layout version.
   */
  v: number;
}
/**
 * What people want to know of a rig; no other contract reads it.
 */
export interface RigProfile {
  /**
   * The algorithm.
   */
  algorithm: string;
  /**
   * Where it stands.
   */
  location: string;
  /**
   * The machine's model.
   */
  model: string;
  /**
   * The mined coin's address that the pool pays to.
   */
  payout_address: string;
  /**
   * Share of renewable energy, basis points.
   */
  renewable_bps: number;
  /**
   * Hashrate of one share, H/s.
   */
  unit_hashrate_hs: Uint128;
  /**
   * The account or worker at the pool.
   */
  worker: string;
}
/**
 * A page of rigs.
 */
export interface RigsResponse {
  /**
   * By rising number.
   */
  rigs: RigResponse1[];
}
/**
 * A rig, whole.
 */
export interface RigResponse1 {
  /**
   * What contracts need of it.
   */
  facts: RigFacts;
  /**
   * Shares that exist now.
   */
  minted: number;
  /**
   * What its sales have brought.
   */
  proceeds: Proceeds;
  /**
   * What people want to know of it.
   */
  profile: RigProfile;
  /**
   * Who may become the operator, if somebody was proposed.
   */
  proposed_operator?: Addr | null;
  /**
   * The rig's number.
   */
  rig: number;
  /**
   * Its primary sale, if there is one.
   */
  sale?: Sale | null;
}
/**
 * cw2981: a royalty.
 */
export interface RoyaltiesInfoResponse {
  /**
   * Whom to pay: the rig's operator.
   */
  address: string;
  /**
   * How much, in the denom of the sale, rounded down.
   */
  royalty_amount: Uint128;
}
/**
 * What a token stands for.
 */
export interface ShareResponse {
  /**
   * Its owner.
   */
  owner: Addr;
  /**
   * Its rig.
   */
  rig: number;
  /**
   * Its shares.
   */
  shares: number;
  /**
   * The token.
   */
  token_id: string;
}
