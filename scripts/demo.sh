#!/usr/bin/env bash
# Plays a mining season on an embedded chain. Needs git and cargo, nothing else.
#
#   scripts/demo.sh                  the season of examples/season, and its report
#   scripts/demo.sh --season DIR     any other folder of the same layout (docs/season.md)
#   scripts/demo.sh --json           one JSON object on standard output
#
# All arguments are passed on to `rigshare demo`, where they win over these two; see
# `scripts/demo.sh --help`.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
command -v cargo >/dev/null || {
  echo "error: cargo is missing: install Rust 1.94 or newer" >&2
  exit 1
}

[ -t 2 ] && echo "building rigshare (a few minutes the first time)..." >&2
target=${CARGO_TARGET_DIR:-$root/target}
# As the tests build it: a season takes a second or two all the same, and nothing is built twice.
cargo build --quiet --locked --manifest-path "$root/Cargo.toml" --workspace --bin rigshare >&2
exec "$target/debug/rigshare" demo \
  --season "$root/examples/season" --report "$target/season.html" "$@"
