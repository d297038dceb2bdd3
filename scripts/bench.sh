#!/usr/bin/env bash
# Prints the figures that the project promises, each beside its goal. A missed goal ends the script.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

echo "== share-ledger: settling, claiming, range-adds and integrals"
cargo bench --quiet --locked -p share-ledger

echo "== embedded chain: a large season"
cargo bench --quiet --locked -p rigshare-suite

echo "== the example season"
scripts/demo.sh --json |
  sed -nE 's/.*"(reconciled|max_error_base_units|seconds)": *([^,]*).*/  \1: \2/p'

echo "== the indexer: a million events, fifty readers"
scripts/bench-indexer.sh ${RIGSHARE_NO_POSTGRES:+--no-postgres}

echo "== the web app in a browser: 1,000 rigs and 10,000 asks"
export RIGSHARE_CHROMIUM=${RIGSHARE_CHROMIUM:-/usr/bin/chromium}
(
  cd apps/dapp
  npm ci --no-audit --no-fund --loglevel=error
  npm run --silent build
  npm run --silent speed
)
