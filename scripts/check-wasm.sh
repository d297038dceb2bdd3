#!/usr/bin/env bash
# Asks cosmwasm-check whether the built contracts load on each chain that has a preset.
set -euo pipefail
shopt -s inherit_errexit
readonly USAGE="Usage: scripts/check-wasm.sh [--capabilities LIST]

Checks artifacts/*.wasm (scripts/build-wasm.sh makes them) with the capabilities of each preset of
packages/node, and prints a table. With --capabilities it checks them with that list alone, such as
iterator,staking,stargate,cosmwasm_1_1 for a chain without a preset.
Takes cosmwasm-check from PATH or \${RIGSHARE_CACHE:-~/.cache}/rigshare/tools; if neither has it, installs it there.
Exit codes: 0 all pass, 1 one is refused, 2 bad usage, 3 there are no contracts, 4 no cosmwasm-check."
. "$(dirname "${BASH_SOURCE[0]}")/wasm/toolchain.sh"
cd "$root"

list=
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) echo "$USAGE"; exit 0 ;;
    --capabilities) [ -n "${2:-}" ] || die 2 "--capabilities needs a list"$'\n'"$USAGE"; list=$2; shift 2 ;;
    *) die 2 "unknown argument: $1"$'\n'"$USAGE" ;;
  esac
done

contracts=()
for manifest in contracts/*/Cargo.toml; do
  name=$(basename "$(dirname "$manifest")")
  [ -f "artifacts/$name.wasm" ] || die 3 "artifacts/$name.wasm is missing: run scripts/build-wasm.sh"
  contracts+=("$name")
done

if ! find_cosmwasm_check; then
  say "installing cosmwasm-check $COSMWASM_CHECK into $TOOLS (some minutes)"
  # It checks four small files: building it fast matters more than its own speed.
  CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_TARGET_DIR=$TOOLS/build cargo install --quiet cosmwasm-check --version "$COSMWASM_CHECK" --locked \
    --root "$TOOLS" >&2 && find_cosmwasm_check ||
    die 4 "no cosmwasm-check: put it on PATH, or run this script online with Rust 1.85 or newer."
  rm -rf "$TOOLS/build"
fi

# refusal CAPABILITIES CONTRACT: why it is refused; nothing where it passes.
refusal() {
  local said
  said=$("$cosmwasm_check" --available-capabilities "$1" "artifacts/$2.wasm" 2>&1) ||
    grep -m 1 'Error' <<<"$said" || tail -n 1 <<<"$said"
}

# A checker that passes everything would go unnoticed: each contract needs what every chain has.
for name in "${contracts[@]}"; do
  [ -n "$(refusal none "$name")" ] || die 1 "$cosmwasm_check passes $name even for a chain without capabilities"
done

if [ -n "$list" ]; then
  chains="given $list"
else
  cargo build --quiet --locked --workspace --example capabilities
  chains=$("${CARGO_TARGET_DIR:-target}/debug/examples/capabilities")
fi
"$cosmwasm_check" --version
failed=0
printf '%-18s' chain; printf ' %-13s' "${contracts[@]}"; echo
while read -r chain capabilities; do
  printf '%-18s' "$chain"
  for name in "${contracts[@]}"; do
    why=$(refusal "$capabilities" "$name")
    if [ -z "$why" ]; then
      printf ' %-13s' pass
    else
      printf ' %-13s' REFUSED
      failed=1
      say "FAILED $name on $chain: $why"
    fi
  done
  echo
done <<<"$chains"
exit $failed
