# shellcheck shell=bash disable=SC2154 # scripts/devnet.sh sets the variables
# A new devnet's folder: accounts, genesis, and each node's configuration.

readonly CHAIN_ID=rigshare-devnet-1
readonly PEOPLE="faucet operator registrar pauser owner alice bob relayer"
readonly DENOMS="ustake uusdc wsat"

# A wasmd command on this chain. wasmd takes a client's configuration and keys from $HOME/.wasmd, whatever --home says.
run() { HOME=$home "$wasmd" "$@"; }

# Prints account $1 as JSON. The words come from the name, so they are the same on every machine.
make_account() {
  local words address
  words=$(printf 'rigshare devnet account, not for real money: %s' "$1" |
    run keys mnemonic --unsafe-entropy --yes 2>/dev/null)
  address=$(run keys add "$1" --recover --keyring-backend test --output json <<<"$words" 2>/dev/null | jq -r .address)
  [ -n "$address" ] || die "wasmd made no key for $1"
  WORDS=$words jq -cn --arg name "$1" --arg address "$address" '{name: $name, address: $address, mnemonic: env.WORDS}'
}

make_accounts() {
  local name
  for name in $PEOPLE; do make_account "$name"; done | (umask 077 && jq -s '{
    warning: "For tests only. The words come from the names, so everybody knows them: never send real money here.",
    hd_path: "m/44'\''/118'\''/0'\''/0/0", accounts: .}' >"$home/accounts.json")
}

# Balances of the accounts and of the validators in $1 (JSON): the faucet has nearly all of everything.
balances() {
  jq -n --argjson validators "$1" --slurpfile people "$home/accounts.json" --args '
    def coins($amount): $ARGS.positional | sort | map({denom: ., amount: $amount});
    ($people[0].accounts
      | map({address, coins: coins(if .name == "faucet" then "1000000000000000000" else "1000000000000" end)}))
    + ($validators | map({address, coins: [{denom: "ustake", amount: "2000000000000"}]}))
  ' "${denoms[@]}"
}

# What a test chain has otherwise than a new one. No validator is jailed for being down, so that one that was
# killed votes again when it is back; and nothing is minted, so that supplies can be checked to the unit.
# shellcheck disable=SC2016 # the dollars are jq's
readonly GENESIS='
  def metadata($base; $display; $exponent; $symbol; $text): {description: $text, base: $base, display: $display,
    name: $symbol, symbol: $symbol, uri: "", uri_hash: "", denom_units: [{denom: $base, exponent: 0, aliases: []},
    {denom: $display, exponent: $exponent, aliases: []}]};
  .app_state.bank.denom_metadata = [
    metadata("ustake"; "stake"; 6; "STAKE"; "Staking and fees of the devnet"),
    metadata("uusdc"; "usdc"; 6; "USDC"; "Stands for a stable coin"),
    metadata("wsat"; "wbtc"; 8; "WBTC"; "Stands for a wrapped bitcoin")]
  | .app_state.staking.params.unbonding_time = "60s"
  | .app_state.slashing.params.signed_blocks_window = "1000000000"
  | .app_state.slashing.params.min_signed_per_window = "0.000000001000000000"
  | .app_state.mint.minter.inflation = "0.000000000000000000"
  | .app_state.mint.params |= (.inflation_rate_change = "0.000000000000000000"
    | .inflation_max = "0.000000000000000000" | .inflation_min = "0.000000000000000000")
  | .consensus.params.block.max_gas = "-1"'

# Sets lines "KEY=VALUE" of standard input in TOML file $1; KEY is "section.key", or "key" at the top. A key that the
# file lacks is an error: another version of wasmd would ignore it silently.
set_toml() {
  awk '
    FNR == NR { at = index($0, "="); key = substr($0, 1, at - 1); value[key] = substr($0, at + 1); next }
    /^\[.*\]/ { section = substr($1, 2, length($1) - 2) "." }
    match($0, /^[A-Za-z0-9_-]+ *=/) {
      key = section substr($0, 1, RLENGTH - 1); sub(/ +$/, "", key)
      if (key in value) { $0 = substr($0, 1, RLENGTH) " " value[key]; delete value[key] }
    }
    { print }
    END { for (key in value) { print "no key " key " in " FILENAME > "/dev/stderr"; exit 1 } }
  ' - "$1" >"$1.new" || die "this wasmd has another configuration than the devnet knows"
  mv -f "$1.new" "$1"
}

# Configures node $1, whose peers are $2. Everything is on loopback.
configure() {
  local config=$home/node$1/config
  set_toml "$config/config.toml" <<EOF
rpc.laddr="tcp://127.0.0.1:$(port "$1" rpc)"
rpc.cors_allowed_origins=["*"]
rpc.pprof_laddr=""
rpc.max_body_bytes=16000000
rpc.max_subscription_clients=1000
rpc.max_subscriptions_per_client=100
rpc.timeout_broadcast_tx_commit="30s"
rpc.max_request_batch_size=100
p2p.laddr="tcp://127.0.0.1:$(port "$1" p2p)"
p2p.external_address=""
p2p.persistent_peers="$2"
p2p.persistent_peers_max_dial_period="2s"
p2p.addr_book_strict=false
p2p.allow_duplicate_ip=true
p2p.pex=false
p2p.flush_throttle_timeout="10ms"
p2p.send_rate=51200000
p2p.recv_rate=51200000
mempool.size=50000
mempool.cache_size=100000
mempool.max_tx_bytes=8000000
consensus.timeout_propose="1s"
consensus.timeout_propose_delta="250ms"
consensus.timeout_prevote="500ms"
consensus.timeout_prevote_delta="250ms"
consensus.timeout_precommit="500ms"
consensus.timeout_precommit_delta="250ms"
consensus.timeout_commit="${block_ms}ms"
consensus.peer_gossip_sleep_duration="10ms"
instrumentation.prometheus=false
EOF
  set_toml "$config/app.toml" <<EOF
minimum-gas-prices="$gas_prices"
telemetry.enabled=false
api.enable=true
api.address="tcp://127.0.0.1:$(port "$1" rest)"
api.rpc-max-body-bytes=16000000
api.enabled-unsafe-cors=true
grpc.address="127.0.0.1:$(port "$1" grpc)"
wasm.query_gas_limit=1000000000
EOF
}

# Lets a person's `HOME=$home wasmd ...` find the chain and the keys.
configure_client() {
  set_toml "$home/.wasmd/config/client.toml" <<EOF
chain-id="$CHAIN_ID"
keyring-backend="test"
node="tcp://127.0.0.1:$(port 0 rpc)"
EOF
}

# Fills $home for a new chain.
make_home() {
  local i validator_accounts=[] peers=() genesis=$home/node0/config/genesis.json
  for i in $(nodes); do
    run init "node$i" --chain-id "$CHAIN_ID" --default-denom ustake --home "$home/node$i" >/dev/null 2>&1 ||
      die "wasmd init fails"
    peers+=("$(run comet show-node-id --home "$home/node$i")@127.0.0.1:$(port "$i" p2p)")
    validator_accounts=$(make_account "validator$i" | jq -c --argjson all "$validator_accounts" '$all + [{address}]')
  done
  make_accounts
  jq "$GENESIS" "$genesis" >"$home/genesis.json"
  mv "$home/genesis.json" "$genesis"
  balances "$validator_accounts" >"$home/balances.json"
  run genesis bulk-add-genesis-account "$home/balances.json" --home "$home/node0" >/dev/null
  for i in $(nodes); do
    [ "$i" = 0 ] || cp "$genesis" "$home/node$i/config/genesis.json"
    run genesis gentx "validator$i" 1000000000000ustake --chain-id "$CHAIN_ID" --moniker "node$i" --ip 127.0.0.1 \
      --p2p-port "$(port "$i" p2p)" --keyring-backend test --keyring-dir "$home/.wasmd" --home "$home/node$i" \
      --output-document "$home/gentx-$i.json" 2>"$home/log" || die "wasmd gentx fails: $(tail -n 3 "$home/log")"
  done
  mkdir "$home/gentxs"
  mv "$home"/gentx-*.json "$home/gentxs/"
  run genesis collect-gentxs --gentx-dir "$home/gentxs" --home "$home/node0" >"$home/log" 2>&1 ||
    die "wasmd collect-gentxs fails: $(tail -n 3 "$home/log")"
  run genesis validate --home "$home/node0" >"$home/log" 2>&1 ||
    die "the genesis is not valid: $(tail -n 3 "$home/log")"
  for i in $(nodes); do
    [ "$i" = 0 ] || cp "$genesis" "$home/node$i/config/genesis.json"
    configure "$i" "$(IFS=,; echo "${peers[*]}")"
  done
  configure_client
  rm -rf "$home/gentxs" "$home/balances.json" "$home/log"
}
