#!/usr/bin/env bash
# Measures the gas of every operation on a real node, and compares it with the figures to reach.
set -euo pipefail
readonly USAGE="Usage: scripts/gas.sh [--quick] [--port BASE]

Starts a chain of its own (scripts/devnet.sh, without fees), measures on it, and removes it.
Writes target/gas/gas.json and docs/gas.md. About 25 minutes.

  --quick        only beside few holders, tokens and asks, and no throughput: three minutes;
                 prints the page and writes target/gas/quick.json instead
  --port BASE    the chain's ports, from BASE on; the default is a free one

Exit codes: 0 every figure is reached, 1 one is missed or something failed, 2 bad usage."
say() { printf '%s\n' "$*" >&2; }
bad_usage() { say "error: $*"; say "See scripts/gas.sh --help"; exit 2; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
quick=() port=''
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) echo "$USAGE"; exit 0 ;;
    --quick) quick=(--quick); shift ;;
    --port) [ $# -ge 2 ] || bad_usage "--port needs a value"; port=$2; shift 2 ;;
    *) bad_usage "unknown argument: $1" ;;
  esac
done

home=$(mktemp -d)
stop() { scripts/devnet.sh stop --home "$home" >/dev/null || true; rm -rf "$home"; }
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# A chain begins well above the ports that others ask for.
# shellcheck source=scripts/ports.sh
. scripts/ports.sh
[ -n "$port" ] || port=$(free_ports 31650 4)

say "building the contracts to compare with"
scripts/build-peers.sh >/dev/null
for contract in contracts/*/; do
  name=$(basename "$contract")
  [ -f "artifacts/$name.wasm" ] || { say "error: artifacts/$name.wasm is missing: run scripts/build-wasm.sh"; exit 1; }
done
say "building what measures"
target=${CARGO_TARGET_DIR:-$root/target}
cargo build --quiet --locked --workspace --bin rigshare-gas
# The gas to compare with was measured without fees; what a fee adds is measured by itself.
scripts/devnet.sh start --home "$home" --port "$port" --gas-prices 0ustake --block-ms 300 >/dev/null
mkdir -p target/gas
"$target/debug/rigshare-gas" "$home" "$root" "${quick[@]}"
