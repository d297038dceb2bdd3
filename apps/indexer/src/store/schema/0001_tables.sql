-- What both databases read alike. store/dialect.rs puts in what they don't: the types of columns, and what
-- stands in comments here.

CREATE TABLE progress (
    one BIGINT NOT NULL PRIMARY KEY,
    source_height BIGINT NOT NULL,
    source_seconds BIGINT NOT NULL,
    source_hash TEXT NOT NULL,
    height BIGINT NOT NULL,
    time_seconds BIGINT NOT NULL,
    accounts BIGINT NOT NULL
);

CREATE TABLE suite (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) /*WITHOUT ROWID*/;

CREATE TABLE facts (
    name TEXT NOT NULL PRIMARY KEY,
    id BIGINT NOT NULL,
    value TEXT NOT NULL
) /*WITHOUT ROWID*/;

CREATE TABLE events (
    id BIGINT NOT NULL PRIMARY KEY,
    time_seconds BIGINT NOT NULL,
    tx_hash TEXT NOT NULL,
    contract TEXT NOT NULL,
    kind TEXT NOT NULL,
    rig BIGINT NOT NULL,
    token_id TEXT NOT NULL,
    data TEXT NOT NULL
) /*PARTITION BY RANGE (id)*/;

CREATE TABLE accounts (
    address TEXT NOT NULL PRIMARY KEY,
    account BIGINT NOT NULL
) /*WITHOUT ROWID*/;

CREATE TABLE event_accounts (
    account BIGINT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    rig BIGINT NOT NULL,
    PRIMARY KEY (account, id)
) /*WITHOUT ROWID*/ /*PARTITION BY RANGE (id)*/;

CREATE TABLE rigs (
    rig BIGINT NOT NULL PRIMARY KEY,
    operator TEXT NOT NULL,
    proposed TEXT NOT NULL,
    status TEXT NOT NULL,
    model TEXT NOT NULL,
    coin TEXT NOT NULL,
    coin_decimals BIGINT NOT NULL,
    algorithm TEXT NOT NULL,
    location TEXT NOT NULL,
    renewable_bps BIGINT NOT NULL,
    pool TEXT NOT NULL,
    scheme TEXT NOT NULL,
    worker TEXT NOT NULL,
    payout_address TEXT NOT NULL,
    hashrate_hs TEXT NOT NULL,
    unit_hashrate_hs TEXT NOT NULL,
    shares BIGINT NOT NULL,
    minted BIGINT NOT NULL,
    start_epoch BIGINT NOT NULL,
    end_epoch BIGINT NOT NULL,
    payout TEXT NOT NULL,
    payout_asset TEXT NOT NULL,
    payout_decimals BIGINT NOT NULL,
    sale_denom TEXT NOT NULL,
    royalty_bps BIGINT NOT NULL,
    least_grade TEXT NOT NULL,
    sale BIGINT NOT NULL,
    sale_price TEXT NOT NULL,
    sale_opens_seconds BIGINT NOT NULL,
    sale_closes_seconds BIGINT NOT NULL,
    proceeds TEXT NOT NULL,
    last_report_epoch BIGINT NOT NULL,
    last_closed_epoch BIGINT NOT NULL,
    settled_epochs BIGINT NOT NULL,
    late_epochs BIGINT NOT NULL,
    defaulted_epochs BIGINT NOT NULL,
    outage_epochs BIGINT NOT NULL,
    due TEXT NOT NULL,
    delivered TEXT NOT NULL,
    short TEXT NOT NULL,
    cured TEXT NOT NULL,
    outstanding TEXT NOT NULL,
    carry TEXT NOT NULL,
    registered_id BIGINT NOT NULL
);

CREATE TABLE terms (
    rig BIGINT NOT NULL,
    from_epoch BIGINT NOT NULL,
    watts TEXT NOT NULL,
    electricity_nano_per_kwh TEXT NOT NULL,
    service_fee_bps BIGINT NOT NULL,
    PRIMARY KEY (rig, from_epoch)
) /*WITHOUT ROWID*/;

CREATE TABLE batches (
    epoch BIGINT NOT NULL,
    page BIGINT NOT NULL,
    reporter BIGINT NOT NULL,
    digest TEXT NOT NULL,
    id BIGINT NOT NULL,
    PRIMARY KEY (epoch, page, reporter)
) /*WITHOUT ROWID*/;

CREATE TABLE reports (
    rig BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    gross TEXT NOT NULL,
    grade TEXT NOT NULL,
    signers BIGINT NOT NULL,
    id BIGINT NOT NULL,
    time_seconds BIGINT NOT NULL,
    PRIMARY KEY (rig, epoch)
) /*WITHOUT ROWID*/;

CREATE TABLE prices (
    asset TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    nano_per_coin TEXT NOT NULL,
    id BIGINT NOT NULL,
    time_seconds BIGINT NOT NULL,
    PRIMARY KEY (asset, epoch)
) /*WITHOUT ROWID*/;

CREATE TABLE networks (
    coin TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    hashes_per_block TEXT NOT NULL,
    reward_per_block TEXT NOT NULL,
    id BIGINT NOT NULL,
    time_seconds BIGINT NOT NULL,
    PRIMARY KEY (coin, epoch)
) /*WITHOUT ROWID*/;

CREATE TABLE pools (
    pool TEXT NOT NULL,
    coin TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    hashrate_hs TEXT NOT NULL,
    id BIGINT NOT NULL,
    PRIMARY KEY (pool, coin, epoch)
) /*WITHOUT ROWID*/;

CREATE TABLE suspended (
    reporter BIGINT NOT NULL PRIMARY KEY,
    epoch BIGINT NOT NULL,
    id BIGINT NOT NULL
);

CREATE TABLE reporters (
    from_epoch BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    id BIGINT NOT NULL,
    known BIGINT NOT NULL
);

CREATE TABLE epochs (
    rig BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    denom TEXT NOT NULL,
    holders_due TEXT NOT NULL,
    delivered TEXT NOT NULL,
    short TEXT NOT NULL,
    protocol_fee TEXT NOT NULL,
    from_account TEXT NOT NULL,
    minted_weight BIGINT NOT NULL,
    each_scaled TEXT NOT NULL,
    id BIGINT NOT NULL,
    time_seconds BIGINT NOT NULL,
    PRIMARY KEY (rig, epoch)
) /*WITHOUT ROWID*/;

CREATE TABLE tokens (
    token_id TEXT NOT NULL PRIMARY KEY,
    rig BIGINT NOT NULL,
    shares BIGINT NOT NULL,
    owner TEXT NOT NULL,
    since_seconds BIGINT NOT NULL
) /*WITHOUT ROWID*/;

CREATE TABLE positions (
    holder TEXT NOT NULL,
    rig BIGINT NOT NULL,
    shares BIGINT NOT NULL,
    at_seconds BIGINT NOT NULL,
    weight TEXT NOT NULL,
    since_seconds BIGINT NOT NULL,
    claimed TEXT NOT NULL,
    next_epoch BIGINT NOT NULL,
    PRIMARY KEY (holder, rig)
) /*WITHOUT ROWID*/;

CREATE TABLE steps (
    holder TEXT NOT NULL,
    rig BIGINT NOT NULL,
    at_seconds BIGINT NOT NULL,
    shares BIGINT NOT NULL,
    weight TEXT NOT NULL,
    PRIMARY KEY (holder, rig, at_seconds)
) /*WITHOUT ROWID*/;

CREATE TABLE asks (
    token_id TEXT NOT NULL PRIMARY KEY,
    rig BIGINT NOT NULL,
    shares BIGINT NOT NULL,
    seller TEXT NOT NULL,
    price TEXT NOT NULL,
    denom TEXT NOT NULL,
    price_per_share TEXT NOT NULL,
    expires_seconds BIGINT NOT NULL,
    stale TEXT NOT NULL,
    id BIGINT NOT NULL,
    created_seconds BIGINT NOT NULL
) /*WITHOUT ROWID*/;

CREATE TABLE offers (
    offer BIGINT NOT NULL PRIMARY KEY,
    buyer TEXT NOT NULL,
    rig BIGINT NOT NULL,
    token_id TEXT NOT NULL,
    least_shares BIGINT NOT NULL,
    price TEXT NOT NULL,
    denom TEXT NOT NULL,
    escrow TEXT NOT NULL,
    expires_seconds BIGINT NOT NULL,
    id BIGINT NOT NULL,
    created_seconds BIGINT NOT NULL
);

CREATE TABLE trades (
    id BIGINT NOT NULL PRIMARY KEY,
    time_seconds BIGINT NOT NULL,
    kind TEXT NOT NULL,
    token_id TEXT NOT NULL,
    rig BIGINT NOT NULL,
    shares BIGINT NOT NULL,
    seller TEXT NOT NULL,
    buyer TEXT NOT NULL,
    recipient TEXT NOT NULL,
    price TEXT NOT NULL,
    denom TEXT NOT NULL,
    royalty TEXT NOT NULL,
    fee TEXT NOT NULL,
    volume TEXT NOT NULL,
    trades BIGINT NOT NULL
);

CREATE TABLE markets (
    denom TEXT NOT NULL PRIMARY KEY,
    volume TEXT NOT NULL,
    trades BIGINT NOT NULL
) /*WITHOUT ROWID*/;

CREATE TABLE claims (
    holder TEXT NOT NULL,
    id BIGINT NOT NULL,
    rig BIGINT NOT NULL,
    denom TEXT NOT NULL,
    amount TEXT NOT NULL,
    paid_to TEXT NOT NULL,
    time_seconds BIGINT NOT NULL,
    PRIMARY KEY (holder, id)
) /*WITHOUT ROWID*/;

CREATE INDEX events_by_rig ON events (rig, id);
CREATE INDEX events_by_kind ON events (kind, id);
CREATE INDEX events_by_rig_and_kind ON events (rig, kind, id);
CREATE INDEX event_accounts_by_kind ON event_accounts (account, kind, id);
CREATE INDEX event_accounts_by_rig ON event_accounts (account, rig, id);
CREATE INDEX accounts_by_number ON accounts (account);
CREATE INDEX rigs_by_operator ON rigs (operator, rig);
CREATE INDEX batches_by_reporter ON batches (reporter, epoch);
CREATE INDEX reports_by_id ON reports (id);
CREATE INDEX prices_by_epoch ON prices (epoch, asset);
CREATE INDEX networks_by_epoch ON networks (epoch, coin);
CREATE INDEX epochs_by_epoch ON epochs (epoch, rig);
CREATE INDEX tokens_by_owner ON tokens (owner, token_id);
CREATE INDEX positions_by_shares ON positions (rig, shares, holder);
CREATE INDEX asks_by_price ON asks (rig, denom, stale, price_per_share, token_id);
CREATE INDEX asks_by_id ON asks (id);
CREATE INDEX asks_by_rig ON asks (rig, id);
CREATE INDEX asks_by_seller ON asks (seller, id);
CREATE INDEX offers_by_rig ON offers (rig, offer);
CREATE INDEX offers_by_token ON offers (token_id, offer);
CREATE INDEX offers_by_buyer ON offers (buyer, offer);
CREATE INDEX offers_by_price ON offers (rig, denom, token_id, price);
CREATE INDEX trades_by_rig ON trades (rig, id);
CREATE INDEX trades_by_denom ON trades (denom, time_seconds, id);
