#!/usr/bin/env bash
# Passes all tests, or says which did not pass. Installs what it lacks where it can (the wasm
# toolchain, wasm-opt, cosmwasm-check, wasmd, npm packages; on Debian Chromium and PostgreSQL), and says
# what to install where it can't.
#
#   scripts/test.sh            format, lints, tests, the demo, the contracts' wasm, a real node, its gas, the app
#   scripts/test.sh --full     the same with the long random runs, both versions of wasmd, gas at 10,000
#                              holders, and the benchmarks with their goals
#   scripts/test.sh --no-node  without a real node (it needs Go); says NOT RUN for each of its tests
#   scripts/test.sh --no-wasm  without the contracts' wasm and the node; says NOT RUN for them
#   scripts/test.sh --no-postgres  (with any of the others) without PostgreSQL; says NOT RUN for its tests
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

full=
wasm=yes
node=yes
postgres=yes
for argument in "$@"; do
  case $argument in
    --full) full=yes ;;
    --no-wasm) wasm='' node='' ;;
    --no-node) node='' ;;
    --no-postgres) postgres='' ;;
    --help | -h) sed -n '2,11s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "error: unknown argument: $argument (see scripts/test.sh --help)" >&2; exit 2 ;;
  esac
done
command -v cargo >/dev/null || {
  echo "error: cargo is missing: install Rust 1.94 or newer" >&2
  exit 1
}
stage() { printf '\n== %s\n' "$*"; }
left_out=()
scratch=$(mktemp -d) season=''
# The season plays beside other stages, and may be on its way when one of them fails.
finish() {
  local home
  if [ -n "$season" ]; then
    kill -TERM -- "-$season" 2>/dev/null || true
    for home in "$scratch"/rigshare-devnet-*/home; do
      [ ! -e "$home" ] || scripts/devnet.sh stop --home "$home" >/dev/null || true
    done
  fi
  rm -rf "$scratch"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# need PACKAGE PROGRAM...: installs a Debian package where it can, unless one of its programs is there.
need() {
  local package=$1 program
  shift
  for program in "$@"; do ! compgen -G "$program" >/dev/null || return 0; done
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing $package"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null && return 0
  fi
  echo "error: $1 is missing: install it (Debian: $package)" >&2
  exit 1
}
need chromium "${RIGSHARE_CHROMIUM:-/usr/bin/chromium}"
if [ -n "$postgres" ]; then
  need postgresql '/usr/lib/postgresql/*/bin/initdb' "$(command -v initdb || true)"
else
  export RIGSHARE_NO_POSTGRES=1
  left_out+=("NOT RUN: the indexer on PostgreSQL (--no-postgres)")
fi

stage "format"
cargo fmt --all --check

stage "lints: clippy, warnings are errors"
cargo clippy --workspace --all-targets --locked -- -D warnings

stage "documentation builds, warnings are errors"
RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked --quiet

stage "tests of the workspace"
if [ -n "$full" ]; then export RIGSHARE_FULL=1; else left_out+=("long random runs (--full)"); fi
cargo test --workspace --exclude rigshare-node-tests --locked --no-fail-fast

if [ -n "$wasm" ]; then
  stage "the contracts' wasm: exports, size, opcodes"
  scripts/build-wasm.sh

  stage "the contracts' wasm: accepted with the capabilities of each preset"
  scripts/check-wasm.sh
else
  left_out+=("NOT RUN: the contracts' wasm (--no-wasm)")
fi

readonly NODE_TARGETS="upgrade jobs wallet faults live multisig devnet"
if [ -n "$node" ]; then
  stage "a real node: wasmd, other contracts, the wallet's packages, the command line"
  scripts/devnet.sh build
  scripts/build-peers.sh
  scripts/build-peers.sh --upgrades
  (cd tests/wallet && npm ci --no-audit --no-fund --loglevel=error)
  # Always the whole workspace: with parts of it cargo would build the dependencies again for each part.
  cargo build --locked --workspace --bin rigshare --bin rigshare-indexer
  ignored=() node_targets=()
  for test in $NODE_TARGETS; do node_targets+=(--test "$test"); done
  if [ -n "$full" ]; then
    scripts/devnet.sh build --wasmd v0.60.8
    ignored=(--include-ignored)
  else
    left_out+=("a season on wasmd v0.60.8 (--full)")
  fi

  stage "a real node: the season begins; it mostly waits for blocks, so the stages up to gas go on beside it"
  set -m # a process group of its own, to be stopped whole
  TMPDIR=$scratch cargo test --locked --workspace --no-fail-fast --test season -- "${ignored[@]}" \
    >"$scratch/season.log" 2>&1 </dev/null &
  season=$!
  set +m

  stage "a real node: upgrades, every role's jobs, a wallet, faults, the living season, the indexer"
  cargo test --locked --workspace --no-fail-fast "${node_targets[@]}" -- --test-threads=2 "${ignored[@]}"

  stage "a real node: docs/deploy.md, as it is written"
  scripts/try-docs.sh --built "${CARGO_TARGET_DIR:-target}/debug"

  stage "a real node: the end of the season"
  if wait "$season"; then passed=yes; else passed=''; fi
  season=''
  cat "$scratch/season.log"
  [ -n "$passed" ] || exit 1

  stage "a real node: gas within its limits"
  if [ -n "$full" ]; then scripts/gas.sh; else scripts/gas.sh --quick; left_out+=("gas beside 10,000 holders (--full)"); fi
else
  for test in season $NODE_TARGETS docs/deploy.md gas; do left_out+=("NOT RUN: on a real node: $test (--no-node)"); done
fi

stage "the demo, as the README shows it"
result=$scratch/demo.json
scripts/demo.sh --json >"$result"
grep -q '"reconciled": *true' "$result" || {
  echo "error: the season does not reconcile:" >&2
  cat "$result" >&2
  exit 1
}
echo "the season reconciles"

if [ -n "$node" ]; then
  stage "the web app: lints, unit tests, budget, every page, and all that a person does on a real chain"
  scripts/test-app.sh --built "${CARGO_TARGET_DIR:-target}/debug"
else
  stage "the web app: lints, unit tests, budget, every page"
  scripts/test-app.sh --no-node
  left_out+=("NOT RUN: the web app on a real chain (--no-node)")
fi

if [ -n "$full" ]; then
  stage "benchmarks with their goals"
  scripts/bench.sh
else
  left_out+=("benchmarks (--full, or scripts/bench.sh)")
fi

stage "all passed"
for item in "${left_out[@]}"; do echo "left out: $item"; done
