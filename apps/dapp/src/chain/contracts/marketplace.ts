/* Generated from schema/marketplace.json by "npm run types". Do not edit. */

/**
 * What can be asked of the contract.
 */
export type ExecuteMsg =
  | {
      ask: {
        /**
         * The first second at which it can't be bought any more.
         */
        expires_seconds: number;
        /**
         * The whole price.
         */
        price: Coin;
        /**
         * The token; this contract must be approved for it.
         */
        token_id: string;
      };
    }
  | {
      cancel_ask: {
        /**
         * The token.
         */
        token_id: string;
      };
    }
  | {
      buy: {
        /**
         * The last second at which this may happen.
         */
        deadline_seconds: number;
        /**
         * What to buy, each token once, at most [`MAX_ITEMS`].
         */
        purchases: Purchase[];
        /**
         * Who gets the tokens; the sender if left out.
         */
        recipient?: string | null;
      };
    }
  | {
      offer_for_token: {
        /**
         * The first second at which it can't be accepted any more.
         */
        expires_seconds: number;
        /**
         * The latest second at which a lease on it may end; none means it must not be leased.
         */
        latest_lease_end_seconds?: number | null;
        /**
         * The least shares that it must have when the offer is accepted.
         */
        least_shares: number;
        /**
         * The token.
         */
        token_id: string;
      };
    }
  | {
      offer_for_rig: {
        /**
         * The first second at which it can't be accepted any more.
         */
        expires_seconds: number;
        /**
         * The latest second at which a lease on it may end; none means it must not be leased.
         */
        latest_lease_end_seconds?: number | null;
        /**
         * The least shares that a token must have.
         */
        least_shares: number;
        /**
         * Price of one share, base units of the coin attached.
         */
        price_per_share: Uint128;
        /**
         * The rig.
         */
        rig: number;
      };
    }
  | {
      cancel_offer: {
        /**
         * The offer.
         */
        offer: number;
      };
    }
  | {
      accept_offer: {
        /**
         * The last second at which this may happen.
         */
        deadline_seconds: number;
        /**
         * The least that the whole price must be, before royalty and fee.
         */
        least_price: Coin;
        /**
         * The offer.
         */
        offer: number;
        /**
         * The token; this contract must be approved for it.
         */
        token_id: string;
      };
    }
  | {
      clean: {
        /**
         * Tokens whose asks to remove, each once, at most [`MAX_ITEMS`].
         */
        asks: string[];
        /**
         * Offers to remove, each once, at most [`MAX_ITEMS`].
         */
        offers: number[];
      };
    }
  | {
      withdraw: {
        /**
         * The denoms, each once, at most [`MAX_ITEMS`].
         */
        denoms: string[];
      };
    }
  | {
      lower_fee: {
        /**
         * The new fee, basis points.
         */
        fee_bps: number;
      };
    }
  | {
      add_denom: {
        /**
         * It.
         */
        denom: string;
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
      ask: {
        /**
         * The token.
         */
        token_id: string;
      };
    }
  | {
      asks_by_price: {
        /**
         * The denom.
         */
        denom: string;
        /**
         * How many.
         */
        limit?: number | null;
        /**
         * The rig.
         */
        rig: number;
        /**
         * Go on after this token.
         */
        start_after?: AskPosition | null;
      };
    }
  | {
      asks: {
        /**
         * How many.
         */
        limit?: number | null;
        /**
         * Go on after this token.
         */
        start_after?: string | null;
      };
    }
  | {
      offer: {
        /**
         * Its number.
         */
        offer: number;
      };
    }
  | {
      offers: {
        /**
         * How many.
         */
        limit?: number | null;
        /**
         * Only those for this rig or its tokens.
         */
        rig?: number | null;
        /**
         * Go on after this offer.
         */
        start_after?: number | null;
      };
    }
  | {
      account: {
        /**
         * Whose.
         */
        address: string;
        /**
         * How many.
         */
        limit?: number | null;
        /**
         * Go on after this denom.
         */
        start_after?: string | null;
      };
    }
  | {
      split_of: {
        /**
         * The whole price, base units.
         */
        price: Uint128;
        /**
         * The token.
         */
        token_id: string;
      };
    }
  | {
      ownership: {};
    };
export type Nullable_AskResponse = AskResponse | null;
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
/**
 * Why an ask can't be bought.
 */
export type StaleReason = "expired" | "gone" | "sold" | "not_approved";
export type Nullable_OfferResponse = OfferResponse | null;
/**
 * What an offer is for.
 */
export type OfferTarget =
  | {
      token: {
        /**
         * The whole price, base units.
         */
        price: Uint128;
        /**
         * Its rig.
         */
        rig: number;
        /**
         * The token.
         */
        token_id: string;
      };
    }
  | {
      rig: {
        /**
         * Price of one share, base units.
         */
        price_per_share: Uint128;
        /**
         * The rig.
         */
        rig: number;
      };
    };

export interface Contract {
  execute: ExecuteMsg;
  query: QueryMsg;
  account_answer: AccountResponse;
  ask_answer: Nullable_AskResponse;
  asks_answer: AsksResponse;
  asks_by_price_answer: AsksResponse1;
  config_answer: ConfigResponse;
  offer_answer: Nullable_OfferResponse;
  offers_answer: OffersResponse;
  ownership_answer: OwnershipFor_String;
  split_of_answer: SplitResponse;
}
export interface Coin {
  amount: Uint128;
  denom: string;
}
/**
 * What a buyer is sure of when it buys.
 */
export interface Purchase {
  /**
   * The latest second at which a lease on it may end; none means it must not be leased.
   */
  latest_lease_end_seconds?: number | null;
  /**
   * The least shares that it must have.
   */
  least_shares: number;
  /**
   * The most that it may cost, and in what. The ask's price is what it costs.
   */
  limit: Coin;
  /**
   * The token.
   */
  token_id: string;
}
/**
 * Where a page of asks by price goes on.
 */
export interface AskPosition {
  /**
   * Price of one share of the last ask, rounded down.
   */
  price_per_share_floor: Uint128;
  /**
   * Its token.
   */
  token_id: string;
}
/**
 * A page of an account.
 */
export interface AccountResponse {
  /**
   * By rising denom.
   */
  amounts: Coin[];
}
/**
 * An ask.
 */
export interface AskResponse {
  /**
   * The first second at which it can't be bought any more.
   */
  expires_seconds: number;
  /**
   * The whole price.
   */
  price: Coin;
  /**
   * Price of one share, rounded down.
   */
  price_per_share_floor: Uint128;
  /**
   * Its rig.
   */
  rig: number;
  /**
   * Who sells.
   */
  seller: Addr;
  /**
   * Its shares when it was asked.
   */
  shares: number;
  /**
   * Why it can't be bought now, if it can't.
   */
  stale?: StaleReason | null;
  /**
   * The token.
   */
  token_id: string;
}
/**
 * A page of asks.
 */
export interface AsksResponse {
  /**
   * In the order that was asked for.
   */
  asks: AskResponse[];
}
/**
 * A page of asks.
 */
export interface AsksResponse1 {
  /**
   * In the order that was asked for.
   */
  asks: AskResponse[];
}
/**
 * Everything that is configured.
 */
export interface ConfigResponse {
  /**
   * In what tokens are traded.
   */
  denoms: string[];
  /**
   * The fee, basis points.
   */
  fee_bps: number;
  /**
   * The tokens that are traded.
   */
  hashrate_nft: Addr;
  /**
   * The pauser.
   */
  pauser: Addr;
  /**
   * The pauses so far.
   */
  pauses: PauseLog;
  /**
   * Whose account the fee goes to.
   */
  protocol_recipient: Addr;
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
 * An offer.
 */
export interface OfferResponse {
  /**
   * Who buys.
   */
  buyer: Addr;
  /**
   * What is held for it.
   */
  escrow: Coin;
  /**
   * True where its time is over.
   */
  expired: boolean;
  /**
   * The first second at which it can't be accepted any more.
   */
  expires_seconds: number;
  /**
   * The latest second at which a lease may end.
   */
  latest_lease_end_seconds?: number | null;
  /**
   * The least shares.
   */
  least_shares: number;
  /**
   * Its number.
   */
  offer: number;
  /**
   * What it is for.
   */
  target: OfferTarget;
}
/**
 * A page of offers.
 */
export interface OffersResponse {
  /**
   * By rising number.
   */
  offers: OfferResponse[];
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
 * How a price is split.
 */
export interface SplitResponse {
  /**
   * What the protocol gets, rounded down.
   */
  fee: Uint128;
  /**
   * Who that is.
   */
  operator: Addr;
  /**
   * What the rig's operator gets, rounded down.
   */
  royalty: Uint128;
  /**
   * What the seller gets.
   */
  seller: Uint128;
}
