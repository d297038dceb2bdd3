#!/usr/bin/env bash
# Passes all tests, or says which did not pass. Installs what it lacks where it can (the wasm
# toolchain and wasm-opt: see scripts/build-wasm.sh), and says what to install where it can't.
#
#   scripts/test.sh            format, lints, tests, the demo, the contracts' wasm
#   scripts/test.sh --full     the same with the long random runs, and the benchmarks with their goals
#   scripts/test.sh --no-wasm  without the contracts' wasm; says NOT RUN for it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

full=
wasm=yes
for argument in "$@"; do
  case $argument in
    --full) full=yes ;;
    --no-wasm) wasm= ;;
    --help | -h) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "error: unknown argument: $argument (see scripts/test.sh --help)" >&2; exit 2 ;;
  esac
done
command -v cargo >/dev/null || {
  echo "error: cargo is missing: install Rust 1.85 or newer" >&2
  exit 1
}
stage() { printf '\n== %s\n' "$*"; }
left_out=()

stage "format"
cargo fmt --all --check

stage "lints: clippy, warnings are errors"
cargo clippy --workspace --all-targets --locked -- -D warnings

stage "documentation builds, warnings are errors"
RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked --quiet

stage "tests of the workspace"
if [ -n "$full" ]; then export RIGSHARE_FULL=1; else left_out+=("long random runs (--full)"); fi
cargo test --workspace --locked --no-fail-fast

stage "the demo, as the README shows it"
result=$(mktemp)
trap 'rm -f "$result"' EXIT
scripts/demo.sh --json >"$result"
grep -q '"reconciled": *true' "$result" || {
  echo "error: the season does not reconcile:" >&2
  cat "$result" >&2
  exit 1
}
echo "the season reconciles"

if [ -n "$wasm" ]; then
  stage "the contracts' wasm: exports, size, capabilities"
  scripts/build-wasm.sh
else
  left_out+=("NOT RUN: the contracts' wasm (--no-wasm)")
fi

if [ -n "$full" ]; then
  stage "benchmarks with their goals"
  scripts/bench.sh
else
  left_out+=("benchmarks (--full, or scripts/bench.sh)")
fi

stage "all passed"
for item in "${left_out[@]}"; do echo "left out: $item"; done
