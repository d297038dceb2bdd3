/* Generated from schema/oracle.json by "npm run types". Do not edit. */

/**
 * What can be asked of the contract.
 */
export type ExecuteMsg =
  | {
      relay: {
        /**
         * The batches.
         */
        batches: SignedBatch[];
      };
    }
  | {
      finalize: {
        /**
         * The epoch.
         */
        epoch: number;
        /**
         * The rigs, at most [`MAX_FINALIZE_RIGS`].
         */
        rigs: number[];
      };
    }
  | {
      prove_equivocation: {
        /**
         * The one.
         */
        first: SignedBatch;
        /**
         * The other.
         */
        second: SignedBatch;
      };
    }
  | {
      change_reporters: {
        /**
         * The new configuration.
         */
        reporters: ReporterConfig;
      };
    }
  | {
      add_asset: {
        /**
         * The asset.
         */
        asset: Asset;
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
 * This is a wrapper around Vec<u8> to add hex de/serialization with serde. It also adds some helper methods to help encode inline.
 *
 * This is similar to `cosmwasm_std::Binary` but uses hex. See also <https://github.com/CosmWasm/cosmwasm/blob/main/docs/MESSAGE_TYPES.md>.
 */
export type HexBinary = string;
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
      reporters: {
        /**
         * The epoch.
         */
        epoch: number;
      };
    }
  | {
      report: {
        /**
         * The epoch.
         */
        epoch: number;
        /**
         * The rig.
         */
        rig: number;
      };
    }
  | {
      reports: {
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
      batches: {
        /**
         * The epoch.
         */
        epoch: number;
        /**
         * The page.
         */
        page: number;
      };
    }
  | {
      price: {
        /**
         * The asset.
         */
        asset: string;
        /**
         * The epoch.
         */
        epoch: number;
      };
    }
  | {
      latest_price: {
        /**
         * The asset.
         */
        asset: string;
      };
    }
  | {
      network: {
        /**
         * The coin.
         */
        coin: string;
        /**
         * The epoch.
         */
        epoch: number;
      };
    }
  | {
      evidence: {
        /**
         * The reporter.
         */
        reporter: number;
      };
    }
  | {
      assets: {
        /**
         * How many.
         */
        limit?: number | null;
        /**
         * Go on after this symbol.
         */
        start_after?: string | null;
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
export type Nullable_StoredEvidence = StoredEvidence | null;
export type Nullable_LatestPriceResponse = LatestPriceResponse | null;
export type Nullable_FinalNetwork = FinalNetwork | null;
export type Nullable_FinalPrice = FinalPrice | null;
/**
 * How much is known of a report. Each grade includes those before it.
 */
export type Grade = "attested" | "plausible";

export interface Contract {
  execute: ExecuteMsg;
  query: QueryMsg;
  assets_answer: AssetsResponse;
  batches_answer: BatchesResponse;
  config_answer: ConfigResponse;
  evidence_answer: Nullable_StoredEvidence;
  latest_price_answer: Nullable_LatestPriceResponse;
  network_answer: Nullable_FinalNetwork;
  ownership_answer: OwnershipFor_String;
  price_answer: Nullable_FinalPrice;
  report_answer: ReportResponse;
  reporters_answer: ReportersResponse;
  reports_answer: ReportsResponse;
}
/**
 * A batch and the signature under it.
 */
export interface SignedBatch {
  /**
   * What it saw.
   */
  batch: Batch;
  /**
   * The reporter's number.
   */
  reporter: number;
  /**
   * secp256k1 over [`BatchDomain::digest`]: 64 bytes, r then s, s in the lower half.
   */
  signature: Binary;
}
/**
 * What a reporter saw in one epoch.
 */
export interface Batch {
  /**
   * The epoch that it saw.
   */
  epoch: number;
  /**
   * Prices and network figures; in page 0 only.
   */
  market?: MarketObservation | null;
  /**
   * The page of rigs.
   */
  page: number;
  /**
   * Rigs of that page, by rising number. A rig whose pool did not answer is left out, never guessed.
   */
  rigs: RigObservation[];
}
/**
 * What the markets and networks were in an epoch.
 */
export interface MarketObservation {
  /**
   * Networks, by rising coin.
   */
  networks: NetworkObservation[];
  /**
   * Pools, by rising name, then coin.
   */
  pools: PoolObservation[];
  /**
   * Prices, by rising asset.
   */
  prices: PriceObservation[];
}
/**
 * The network of a coin in an epoch.
 */
export interface NetworkObservation {
  /**
   * The coin's symbol.
   */
  coin: string;
  /**
   * Expected hashes that find one block: for Bitcoin 2^256 / (target + 1), which is about difficulty * 2^32; for Monero the difficulty itself.
   */
  hashes_per_block: Uint128;
  /**
   * Subsidy and fees of one block, base units.
   */
  reward_per_block: Uint128;
}
/**
 * A pool's hashrate in an epoch.
 */
export interface PoolObservation {
  /**
   * The coin's symbol.
   */
  coin: string;
  /**
   * The hashrate of all its miners, H/s.
   */
  hashrate_hs: Uint128;
  /**
   * The pool, as rigs name it.
   */
  pool: string;
}
/**
 * The price of an asset in an epoch.
 */
export interface PriceObservation {
  /**
   * The asset: a coin's symbol, or what a payout denom stands for.
   */
  asset: string;
  /**
   * Price of one whole coin in billionths of the quote currency.
   */
  nano_per_coin: Uint128;
}
/**
 * What a rig's pool credited in an epoch.
 */
export interface RigObservation {
  /**
   * What the pool credited, base units of the mined coin. Zero is a statement: the rig earned nothing.
   */
  gross: Uint128;
  /**
   * The rig.
   */
  rig: number;
}
/**
 * Reporters and their rules.
 *
 * With `faulty` = f reporters tolerated, `quorum` >= 2 f + 1 and reporters >= `quorum` + f: 4 or 5 reporters tolerate one, 7 tolerate two.
 */
export interface ReporterConfig {
  /**
   * How many of them may be faulty.
   */
  faulty: number;
  /**
   * The same for prices, network figures and pools.
   */
  market_spread_bps: number;
  /**
   * How far above what the network pays on average a gross may be and still be plausible, basis points.
   */
  plausible_tolerance_bps: number;
  /**
   * How many must agree.
   */
  quorum: number;
  /**
   * How far from the median an agreeing report may be, basis points.
   */
  report_spread_bps: number;
  /**
   * Who reports, at most [`MAX_REPORTERS`].
   */
  reporters: Reporter[];
}
/**
 * A reporter.
 */
export interface Reporter {
  /**
   * Its number; it is never used again for another key.
   */
  id: number;
  /**
   * Its name, at most 64 bytes.
   */
  name: string;
  /**
   * Its compressed secp256k1 public key, 33 bytes.
   */
  public_key: HexBinary;
}
/**
 * A coin, or what a payout denom stands for (such as `USDC`).
 */
export interface Asset {
  /**
   * How many decimals one whole coin has, at most 18.
   */
  decimals: number;
  /**
   * Its symbol, such as `BTC`: 1 to 16 bytes.
   */
  symbol: string;
}
/**
 * A page of assets.
 */
export interface AssetsResponse {
  /**
   * By rising symbol.
   */
  assets: Asset[];
}
/**
 * The batches of an epoch and page.
 */
export interface BatchesResponse {
  /**
   * By rising reporter.
   */
  batches: BatchResponse[];
}
/**
 * A stored batch.
 */
export interface BatchResponse {
  /**
   * What it signed.
   */
  batch: Batch;
  /**
   * SHA-256 of what it signed.
   */
  digest: HexBinary;
  /**
   * The reporter.
   */
  reporter: number;
}
/**
 * Everything that is configured.
 */
export interface ConfigResponse {
  /**
   * The registry of rigs.
   */
  hashrate_nft: Addr;
  /**
   * The newest configuration of reporters, which may count only from the next epoch on.
   */
  newest_config: number;
  /**
   * The pauser.
   */
  pauser: Addr;
  /**
   * The pauses so far.
   */
  pauses: PauseLog;
  /**
   * The currency of all prices.
   */
  quote_currency: string;
  /**
   * The rules of time.
   */
  timing: Timing;
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
 * The rules of time.
 */
export interface Timing {
  /**
   * How long after an epoch's end a report may still become final; later the epoch counts as an outage. Longer than the window. It stops while the oracle is paused.
   */
  outage_deadline_seconds: number;
  /**
   * How long after an epoch's end batches are collected before anything is final. Above zero.
   */
  window_seconds: number;
}
/**
 * Two batches that one reporter signed for one epoch and page.
 */
export interface StoredEvidence {
  /**
   * The number of the configuration under which both were signed.
   */
  config_version: number;
  /**
   * The one.
   */
  first: SignedBatch;
  /**
   * The other.
   */
  second: SignedBatch;
  /**
   * Layout version.
   */
  v: number;
}
/**
 * The latest price of an asset.
 */
export interface LatestPriceResponse {
  /**
   * How many epochs have begun since that one: above 2, the price is stale.
   */
  age_epochs: number;
  /**
   * The epoch it is of.
   */
  epoch: number;
  /**
   * The price.
   */
  price: FinalPrice;
  /**
   * True where the age is above 2.
   */
  stale: boolean;
}
/**
 * The price of an asset in an epoch, for ever.
 */
export interface FinalPrice {
  /**
   * In which block.
   */
  final_height: number;
  /**
   * When it became final.
   */
  final_seconds: number;
  /**
   * Price of one whole coin in billionths of the quote currency; above zero.
   */
  nano_per_coin: Uint128;
  /**
   * Layout version.
   */
  v: number;
}
/**
 * The network of a coin in an epoch, for ever.
 */
export interface FinalNetwork {
  /**
   * Expected hashes that find one block; above zero.
   */
  hashes_per_block: Uint128;
  /**
   * Subsidy and fees of one block, base units.
   */
  reward_per_block: Uint128;
  /**
   * Layout version.
   */
  v: number;
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
 * A rig's report of an epoch.
 */
export interface ReportResponse {
  /**
   * The first second at which it can't any more, if the oracle is not paused meanwhile.
   */
  deadline_seconds: number;
  /**
   * What each reporter signed, by rising number.
   */
  observations: ReporterObservation[];
  /**
   * The final report, if it is final.
   */
  report?: FinalReport | null;
  /**
   * The first second at which it can become final.
   */
  window_ends_seconds: number;
}
/**
 * What one reporter signed for a rig.
 */
export interface ReporterObservation {
  /**
   * The gross, base units of the mined coin.
   */
  gross: Uint128;
  /**
   * The reporter.
   */
  reporter: number;
}
/**
 * A rig's earnings of an epoch, for ever.
 */
export interface FinalReport {
  /**
   * In which block.
   */
  final_height: number;
  /**
   * When it became final.
   */
  final_seconds: number;
  /**
   * How much is known of it.
   */
  grade: Grade;
  /**
   * What the rig's pool credited, base units of the mined coin.
   */
  gross: Uint128;
  /**
   * How many reporters stand behind it.
   */
  signers: number;
  /**
   * Layout version.
   */
  v: number;
}
/**
 * The reporters and rules that count for an epoch.
 */
export interface ReportersResponse {
  /**
   * The configuration.
   */
  config: ReporterConfig;
  /**
   * The first epoch it counts for.
   */
  from_epoch: number;
  /**
   * Reporters of it that are suspended.
   */
  suspended: number[];
  /**
   * The number of the configuration: part of what reporters sign.
   */
  version: number;
}
/**
 * A page of final reports.
 */
export interface ReportsResponse {
  /**
   * By rising epoch.
   */
  reports: EpochReport[];
}
/**
 * A final report and its epoch.
 */
export interface EpochReport {
  /**
   * The epoch.
   */
  epoch: number;
  /**
   * The report.
   */
  report: FinalReport;
}
