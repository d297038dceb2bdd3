// The answers of the indexer's REST API. Amounts are decimal text of base units.

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export interface Status {
  readonly chain_id: string;
  readonly height: number;
  readonly time_seconds: number;
  readonly quote_currency?: string;
  readonly clock: { readonly genesis_seconds: number; readonly epoch_seconds: number };
}

export interface Health {
  readonly status: "ok" | "lagging" | "stalled";
  readonly indexed_height: number;
  readonly chain_height: number;
  readonly lag_blocks: number;
  readonly indexed_time_seconds: number;
}

export type RigState = "waiting" | "approved" | "rejected" | "retired";
export type GradeWord = "attested" | "plausible";
export type OutcomeWord = "settled" | "late" | "defaulted" | "outage";

export interface SaleSummary {
  readonly price_per_share: string;
  readonly denom: string;
  readonly opens_seconds: number;
  readonly closes_seconds: number;
  readonly shares_left: number;
}

export interface DeliveryRecord {
  readonly closed: number;
  readonly settled: number;
  readonly late: number;
  readonly defaulted: number;
  readonly outage: number;
  readonly due: string;
  readonly delivered: string;
  readonly short: string;
  readonly cured: string;
  readonly outstanding: string;
}

export interface RigSummary {
  readonly rig: number;
  readonly operator: string;
  readonly name: string;
  readonly coin: string;
  readonly status: RigState;
  readonly hashrate_hs: string;
  readonly unit_hashrate_hs: string;
  readonly shares_registered: number;
  readonly shares_minted: number;
  readonly start_epoch: number;
  readonly end_epoch: number;
  readonly payout: string;
  readonly watts: number;
  readonly electricity_nano_per_kwh: string;
  readonly service_fee_bps: number;
  readonly sale: SaleSummary | null;
  readonly floor: { readonly price_per_share: string; readonly denom: string; readonly token_id: string; readonly shares: number } | null;
  readonly last_report: { readonly epoch: number; readonly gross: string; readonly grade: GradeWord; readonly signers: number } | null;
  readonly last_closed: {
    readonly epoch: number;
    readonly outcome: OutcomeWord;
    readonly denom: string;
    readonly holders_due: string;
    readonly delivered: string;
    readonly short: string;
    readonly minted_weight: string;
    readonly gross: string | null;
    readonly electricity: string | null;
    readonly service_fee: string | null;
    readonly net: string | null;
  } | null;
  readonly record: DeliveryRecord;
}

export interface RigEpochRow {
  readonly epoch: number;
  readonly start_seconds: number;
  readonly gross: string | null;
  readonly electricity: string | null;
  readonly service_fee: string | null;
  readonly net: string | null;
  readonly outcome: OutcomeWord;
  readonly denom: string;
  readonly holders_due: string;
  readonly delivered: string;
  readonly short: string;
  readonly protocol_fee: string | null;
  readonly minted_weight: string | null;
  /** Base units of the payout denom for a share and this epoch, six places, rounded down. */
  readonly per_share_day: string | null;
  readonly grade: GradeWord | null;
  readonly signers: number | null;
  readonly height: number;
  readonly time_seconds: number;
  readonly tx_hash: string;
}

export interface ReportRow {
  readonly rig?: number;
  readonly epoch: number;
  readonly gross: string;
  readonly grade: GradeWord;
  readonly signers: number;
  readonly height: number;
  readonly time_seconds: number;
  readonly tx_hash: string;
  readonly batches: readonly { readonly reporter: number; readonly digest: string; readonly height: number; readonly tx_hash: string }[];
}

export interface Depth {
  readonly asks: readonly { readonly price_per_share: string; readonly shares: number; readonly tokens: number }[];
  readonly offers: readonly { readonly price_per_share: string; readonly shares: number; readonly offers: number }[];
}

export interface AskRow {
  readonly token_id: string;
  readonly rig: number;
  readonly shares: number;
  readonly seller: string;
  readonly price: string;
  readonly denom: string;
  readonly price_per_share: string;
  readonly expires_seconds: number;
  readonly created_seconds: number;
  readonly expired: boolean;
  /** Why it can't be bought, if it can't. */
  readonly stale?: string | null;
}

export interface OfferRow {
  readonly offer: number;
  readonly buyer: string;
  readonly rig: number;
  readonly token_id: string | null;
  readonly least_shares: number;
  readonly price: string;
  readonly denom: string;
  readonly escrow: string;
  readonly expires_seconds: number;
  readonly created_seconds: number;
  readonly expired: boolean;
}

export interface TradeRow {
  readonly height: number;
  readonly time_seconds: number;
  readonly tx_hash: string;
  readonly kind: "primary" | "ask" | "offer";
  readonly token_id: string;
  readonly rig: number;
  readonly shares: number;
  readonly seller: string;
  readonly buyer: string;
  readonly recipient: string;
  readonly price: string;
  readonly denom: string;
  readonly price_per_share: string;
}

export interface MarketStats {
  readonly by_denom: readonly { readonly denom: string; readonly volume_24h: string; readonly volume_7d: string; readonly volume_all: string; readonly trades_24h: number }[];
  readonly floors: readonly { readonly rig: number; readonly denom: string; readonly price_per_share: string }[];
}

export interface HolderToken {
  readonly token_id: string;
  readonly rig: number;
  readonly shares: number;
  readonly since_seconds: number | null;
  readonly ask: AskRow | null;
}

export interface Holder {
  readonly address: string;
  readonly tokens: readonly HolderToken[];
  /** Where the next page of tokens begins, if there is one. */
  readonly tokens_next?: string | null;
  readonly rigs: readonly { readonly rig: number; readonly shares: number; readonly claimed: Readonly<Record<string, string>> }[];
  readonly offers: readonly OfferRow[];
}

export interface PayoutRow {
  readonly height: number;
  readonly time_seconds: number;
  readonly tx_hash: string;
  readonly rig: number;
  readonly denom: string;
  readonly amount: string;
  readonly to: string;
}

export interface EarningRow {
  readonly rig: number;
  readonly epoch: number;
  readonly weight: string;
  readonly denom: string;
  readonly earned_floor: string;
  readonly outcome: OutcomeWord;
}

export interface Operator {
  readonly address: string;
  readonly rigs: readonly RigSummary[];
  readonly unsettled: readonly { readonly rig: number; readonly epoch: number; readonly gross: string; readonly final_time_seconds: number }[];
  readonly sales: readonly { readonly rig: number; readonly buyers: readonly { readonly holder: string; readonly shares: number }[] }[];
}

export interface PriceRow {
  readonly asset: string;
  readonly epoch: number;
  readonly nano_per_coin: string;
  readonly time_seconds: number;
}

export interface NetworkRow {
  readonly coin: string;
  readonly epoch: number;
  readonly hashes_per_block: string;
  readonly reward_per_block: string;
  readonly time_seconds: number;
}

export interface ActivityRow {
  readonly id: string;
  readonly height: number;
  readonly time_seconds: number;
  readonly tx_hash: string;
  readonly kind: string;
  readonly rig: number | null;
  readonly token_id: string | null;
  readonly addresses: readonly string[];
  readonly data: Readonly<Record<string, string>>;
}
