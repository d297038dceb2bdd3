# shellcheck shell=bash disable=SC2154 # scripts/devnet.sh sets the variables
# The processes: ports, start, stop, and what is written about them.

readonly WAIT_SECONDS=${RIGSHARE_DEVNET_WAIT_SECONDS:-180}

nodes() { seq 0 $((validators - 1)); }

# Port of service $2 of node $1.
port() {
  local offset
  case $2 in rpc) offset=0 ;; p2p) offset=1 ;; grpc) offset=2 ;; rest) offset=3 ;; esac
  echo $((base_port + 10 * $1 + offset))
}

# Prints the pid of node $1 if it runs: the file's number alone may belong to another process by now.
running_pid() {
  local pid
  pid=$(cat "$home/node$1.pid" 2>/dev/null) && [[ $pid =~ ^[0-9]+$ ]] || return 1
  tr '\0' '\n' 2>/dev/null <"/proc/$pid/cmdline" | grep -qxF -- "--home=$home/node$1" && echo "$pid"
}

idle_nodes() { local i; for i in $(nodes); do running_pid "$i" >/dev/null || echo "$i"; done; }

# Refuses where a port of the nodes $* is taken.
check_ports() {
  local i service
  for i in "$@"; do
    for service in rpc p2p grpc rest; do
      if (exec 7<>"/dev/tcp/127.0.0.1/$(port "$i" "$service")") 2>/dev/null; then
        die "port $(port "$i" "$service") ($service of node $i) is taken:" \
          "stop what listens there, or choose others with --port BASE"
      fi
    done
  done
}

# The node gets a session of its own, so that Ctrl-C in the caller's terminal does not reach it.
launch() {
  say "starting node $1"
  HOME=$home setsid "$wasmd" start "--home=$home/node$1" --log_no_color \
    >>"$home/node$1.log" 2>&1 </dev/null 8<&- 9<&- &
  echo $! >"$home/node$1.pid"
  launched+=("$1")
}

height() {
  curl -fsS -m 2 "http://127.0.0.1:$(port "$1" rpc)/status" 2>/dev/null | jq -er .result.sync_info.latest_block_height
}

# Waits until node $1 answers, and with "blocks" until it has made one more.
await() {
  local first='' now deadline=$((SECONDS + WAIT_SECONDS)) why="no block after $WAIT_SECONDS seconds"
  while [ $SECONDS -lt $deadline ]; do
    if now=$(height "$1"); then
      first=${first:-$now}
      if [ "${2:-}" != blocks ] || { [ "$now" -gt "$first" ] && [ "$now" -ge 2 ]; }; then return 0; fi
    fi
    running_pid "$1" >/dev/null || { why="it ended"; break; }
    sleep 0.2
  done
  say "node $1: $why; the end of $home/node$1.log:"
  tail -n 20 "$home/node$1.log" >&2
  die "the devnet does not run"
}

# Ends the nodes $*, and waits for it.
stop_nodes() {
  local i pid deadline
  for i in "$@"; do
    if pid=$(running_pid "$i"); then kill -TERM "$pid" 2>/dev/null || true; fi
  done
  for i in "$@"; do
    deadline=$((SECONDS + 30))
    while pid=$(running_pid "$i"); do
      if [ $SECONDS -ge $deadline ]; then
        say "node $i does not end; killing it"
        kill -KILL "$pid" 2>/dev/null || true
        deadline=$((SECONDS + 30))
      fi
      sleep 0.1
    done
    rm -f "$home/node$i.pid"
  done
}

stop_all() {
  local all
  mapfile -t all < <(nodes)
  stop_nodes "${all[@]}"
  rm -f "$home/devnet.json"
}

# Writes devnet.json, which tells programs where everything is.
publish() {
  local i list=()
  for i in $(nodes); do
    list+=("$(jq -cn --arg home "$home/node$i" --arg at http://127.0.0.1: --arg rpc "$(port "$i" rpc)" \
      --arg rest "$(port "$i" rest)" --arg grpc "$(port "$i" grpc)" --argjson pid "$(running_pid "$i" || echo null)" \
      '{rpc: ($at + $rpc), rest: ($at + $rest), grpc: ($at + $grpc), home: $home, log: ($home + ".log"), pid: $pid}')")
  done
  printf '%s\n' "${list[@]}" |
    jq -s --slurpfile s "$home/$MARKER" --arg wasmd "$wasmd" --arg home "$home" --arg chain_id "$CHAIN_ID" '
      ($s[0] | {wasmd_version: .wasmd, gas_price: (.gas_prices | split(",")[0]), gas_prices, denoms, block_ms})
      + {chain_id: $chain_id, prefix: "wasm", wasmd: $wasmd, home: $home, accounts_file: ($home + "/accounts.json"),
        nodes: .}' >"$home/devnet.json.new"
  mv -f "$home/devnet.json.new" "$home/devnet.json"
}

report() {
  local i
  echo "$CHAIN_ID  wasmd $version, $validators validator(s), gas prices $gas_prices"
  for i in $(nodes); do
    echo "node $i    $(running_pid "$i" >/dev/null && echo "height $(height "$i" || echo unknown)" || echo stopped)"
    printf '  %-5s %s\n' RPC "http://127.0.0.1:$(port "$i" rpc)" REST "http://127.0.0.1:$(port "$i" rest)" \
      gRPC "http://127.0.0.1:$(port "$i" grpc)" log "$home/node$i.log"
  done
  echo "accounts  $home/accounts.json  (for tests only: everybody knows the keys)"
  [ ! -x "$wasmd" ] || echo "by hand   HOME=$home $wasmd query bank balances alice"
  [ ! -e "$home/devnet.json" ] || echo "programs  $home/devnet.json"
}
