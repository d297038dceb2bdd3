# shellcheck shell=bash disable=SC2154 # scripts/app.sh sets the variables
# The parts that run: started, waited for, watched and stopped.

readonly WAIT_SECONDS=${RIGSHARE_APP_WAIT_SECONDS:-180}
declare -A pids=()
chain=$home/chain
manifest=$home/manifest.json
chain_started='' url='' rpc='' rest='' faucet_port='' index=''

# Whoever holds the lock works on the folder; its parts hold it too, should it be killed.
lock_home() {
  exec 7<"$home"
  flock -n 7 || die "an app runs in $home already, or parts of one that was killed: see the pids in $home/app.json"
}

# Logs begin anew; a new chain has nothing of what was deployed and indexed before.
forget_what_was() {
  rm -f "$home/app.json" "$home"/*.log
  if [ -n "$reset" ] || [ ! -e "$chain" ]; then
    rm -f "$manifest" "$home"/index-*.db*
  fi
}

# A resumed chain keeps its ports.
start_chain() {
  local flags=() described=$chain/devnet.json
  if [ -n "$reset" ] || [ ! -e "$chain/.rigshare-devnet.json" ]; then
    flags=(--port "$(free_ports 26700 4)" --denom wlitoshi --block-ms 200)
    [ -z "$reset" ] || flags+=(--reset)
  fi
  chain_started=1
  "$root/scripts/devnet.sh" start --home "$chain" "${flags[@]}" >"$home/chain.log" 2>&1 7<&- ||
    { tail -n 20 "$home/chain.log" >&2; die "the chain does not start: see $home/chain.log"; }
  rpc=$(jq -er '.nodes[0].rpc' "$described")
  rest=$(jq -er '.nodes[0].rest' "$described")
  if [ -n "$port" ]; then
    is_free "$port" || die "port $port is taken: choose another with --port"
  else
    port=$(free_ports 8080 1)
  fi
  faucet_port=$(free_ports 26690 1)
  url=http://127.0.0.1:$port
}

words() { jq -er --arg name "$1" '.accounts[] | select(.name == $name).mnemonic' "$chain/accounts.json"; }

# The suite of examples/suite.toml, and nobody who uses it.
deploy_only() {
  local config=$home/suite.toml
  sed "s/^epoch_seconds = .*/epoch_seconds = ${seconds:-60}/" "$root/examples/suite.toml" >"$config"
  RIGSHARE_MNEMONIC=$(words owner) "$built/rigshare" deploy --chain devnet --rpc "$rpc" --manifest "$manifest" \
    --config "$config" >"$home/deploy.log" 2>&1 ||
    { tail -n 20 "$home/deploy.log" >&2; die "the suite can't be deployed: see $home/deploy.log"; }
}

# The command of part $1, in the array `command`.
command_of() {
  case $1 in
    season)
      command=("$built/rigshare" live --devnet "$chain" --manifest "$manifest" "${live_flags[@]}")
      [ -z "$seconds" ] || command+=(--seconds-per-day "$seconds") ;;
    faucet)
      command=("$built/rigshare" faucet --devnet "$chain" --listen "127.0.0.1:$faucet_port"
        --allow-origin "$url" --allow-origin "http://localhost:$port") ;;
    indexer)
      command=("$built/rigshare-indexer" run --rpc "$rpc" --manifest "$manifest" --db "sqlite:$index"
        --listen "127.0.0.1:$port" --app "$dist" --app-config "$home/app-config.toml") ;;
  esac
}

# Each part has a session of its own, so that Ctrl-C in this terminal reaches only this script, which
# stops them in order.
start() {
  local command
  command_of "$1"
  : >>"$home/$1.log"
  setsid "${command[@]}" >>"$home/$1.log" 2>&1 </dev/null &
  pids[$1]=$!
}

says() { grep -q "$2" "$1"; }
answers() { curl -fsS -m 2 -o /dev/null "$1" 2>/dev/null; }
runs() { kill -0 "$1" 2>/dev/null; }

log_of() { if [ "$1" = node ]; then echo "$chain/node0.log"; else echo "$home/$1.log"; fi; }

failed() {
  local log
  log=$(log_of "$1")
  say "the end of $log:"
  tail -n 20 "$log" >&2
  die "the $1 $2: see $log"
}

# Waits until part $1 is so far; $2 says how far in words, the rest is the command that tells.
await() {
  local part=$1 what=$2 deadline=$((SECONDS + WAIT_SECONDS))
  shift 2
  until "$@"; do
    runs "${pids[$part]}" || failed "$part" "ended before $what"
    [ $SECONDS -lt $deadline ] || failed "$part" "is not so far that $what after $WAIT_SECONDS seconds"
    sleep 0.2 & wait $! || true
  done
}

# What the web app is told: where the chain is, and what its coins are called.
write_app_config() {
  local distributor question denoms
  distributor=$(jq -er '.contracts.distributor.address' "$manifest")
  # Each suite has an index of its own: contracts that were built again are another suite.
  index=$home/index-${distributor: -12}.db
  question=$(printf '{"denoms":{}}' | base64 -w 0 | jq -Rr @uri)
  denoms=$(curl -fsS -m 10 "$rest/cosmwasm/wasm/v1/contract/$distributor/smart/$question") ||
    die "the chain does not say what rigs are paid in: see $chain/node0.log"
  # A coin of a bridge is a w... of what it stands for.
  jq -r --arg rpc "$rpc" --arg rest "$rest" --arg faucet "http://127.0.0.1:$faucet_port" --arg price "$(jq -r .gas_price "$chain/devnet.json")" '
    def shown($denom; $symbol; $decimals): "[[denoms]]\ndenom = \($denom | @json)\nsymbol = \($symbol | @json)\ndecimals = \($decimals)\n";
    ($price | capture("^(?<amount>[0-9.]+)(?<denom>.+)$")) as $gas
    | "rpc = \($rpc | @json)\nrest = \($rest | @json)\nfaucet = \($faucet | @json)\ndevnet = true\n",
      "[gas_price]\ndenom = \($gas.denom | @json)\namount = \($gas.amount | @json)\n",
      shown("ustake"; "STAKE"; 6),
      (.data.denoms[] | shown(.denom.native // "cw20:\(.denom.cw20)";
        if .asset == "USDC" then .asset else "w\(.asset)" end; .decimals))
  ' <<<"$denoms" >"$home/app-config.toml" || die "the denoms of the suite can't be read: $denoms"
}

# What programs need to know.
write_app_json() {
  local part
  for part in "${!pids[@]}"; do echo "$part ${pids[$part]}"; done |
    jq -Rn --arg url "$url" --arg rpc "$rpc" --arg rest "$rest" --arg faucet "http://127.0.0.1:$faucet_port" --arg home "$home" \
      --arg chain "$chain" --arg manifest "$manifest" --arg index "sqlite:$index" --argjson pid $$ \
      --slurpfile devnet "$chain/devnet.json" '
      ([inputs | split(" ") | {(.[0]): (.[1] | tonumber)}] | add) as $pids
      | {url: $url, rpc: $rpc, rest: $rest, faucet: $faucet, chain_id: $devnet[0].chain_id, home: $home,
        devnet_home: $chain, accounts_file: ($chain + "/accounts.json"), manifest: $manifest, index: $index,
        pids: ($pids + {app: $pid, node: $devnet[0].nodes[0].pid}),
        logs: (($pids | keys | map({(.): ($home + "/" + . + ".log")}) | add) + {node: $devnet[0].nodes[0].log})}
      ' >"$home/app.json.new"
  mv -f "$home/app.json.new" "$home/app.json"
}

# Waits for a part that ends. A node that somebody stops by scripts/devnet.sh leaves no pid, and may come back;
# for a moment after its end its pid stands there still.
watch_parts() {
  local part node looks=0
  while :; do
    for part in "${!pids[@]}"; do
      runs "${pids[$part]}" && continue
      [ -n "$restart" ] || failed "$part" "ended"
      say "the $part ended; it is started again in $restart seconds"
      sleep "$restart" & wait $! || true
      start "$part"
      write_app_json
    done
    node=$(cat "$chain/node0.pid" 2>/dev/null || true)
    if [ -z "$node" ] || runs "$node"; then looks=0; else looks=$((looks + 1)); fi
    [ $looks -lt 5 ] || failed node "ended"
    sleep 1 & wait $! || true
  done
}

# Asks part $1 to end, by Ctrl-C's signal; to end at once, where it waits for something; and makes it.
stop_part() {
  local pid=${pids[$1]:-} began=$SECONDS asked=0
  [ -n "$pid" ] || return 0
  while runs "$pid"; do
    if [ $((SECONDS - began)) -ge 20 ]; then
      say "the $1 does not end; killing it"
      kill -KILL "$pid" 2>/dev/null || true
    elif [ $((SECONDS - began)) -ge $((asked * 10)) ]; then
      kill -INT "$pid" 2>/dev/null || true
      asked=$((asked + 1))
    fi
    sleep 0.1
  done
  wait "$pid" 2>/dev/null || true
}

# Those who ask others are stopped before them.
stop_everything() {
  local code=$? part
  trap '' INT TERM HUP
  set +e
  [ ${#pids[@]} = 0 ] && [ -z "$chain_started" ] || say "stopping everything"
  for part in indexer faucet season; do stop_part "$part"; done
  [ -z "$chain_started" ] || "$root/scripts/devnet.sh" stop --home "$chain" >>"$home/chain.log" 2>&1 7<&- ||
    say "the chain may still run: scripts/devnet.sh stop --home $chain"
  [ -z "$chain_started" ] || rm -f "$home/app.json"
  exit $code
}
