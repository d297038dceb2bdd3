#!/usr/bin/env bash
# Builds every contract in contracts/* to artifacts/<name>.wasm and checks what a chain would refuse.
set -euo pipefail
readonly USAGE="Usage: scripts/build-wasm.sh [--only NAME]     (NAME: a folder in contracts/)

Writes artifacts/NAME.wasm for each contract that passes, artifacts/checksums.txt and artifacts/build.txt.
Exit codes: 0 all passed, 1 a check failed, 2 bad usage, 3 no Rust for wasm, 4 no wasm-opt,
101 (cargo's) a contract does not compile."
. "$(dirname "${BASH_SOURCE[0]}")/wasm/toolchain.sh"

readonly MAX_BYTES=819200 # the chain's own limit (wasmd MaxWasmSize)
readonly REQUIRED_EXPORTS="interface_version_8 allocate deallocate instantiate execute query migrate"
# Nothing above cosmwasm_2_1, so that the contracts load on every live chain.
readonly CAPABILITIES=iterator,staking,stargate,\
cosmwasm_1_1,cosmwasm_1_2,cosmwasm_1_3,cosmwasm_1_4,cosmwasm_2_0,cosmwasm_2_1
size_goal() { if [ "$1" = hashrate-nft ]; then echo 650000; else echo 500000; fi; }

cd "$root"
only=
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) echo "$USAGE"; exit 0 ;;
    --only) [ $# -ge 2 ] || die 2 "--only needs a contract name"$'\n'"$USAGE"; only=$2; shift 2 ;;
    *) die 2 "unknown argument: $1"$'\n'"$USAGE" ;;
  esac
done
names=()
for manifest in contracts/*/Cargo.toml; do
  name=$(basename "$(dirname "$manifest")")
  if [ -z "$only" ] || [ "$only" = "$name" ]; then names+=("$name"); fi
done
[ ${#names[@]} -gt 0 ] || die 2 "no contract named '$only'; there are: $(cd contracts && echo *)"

find_toolchain

# --- Checks: each prints what is wrong with file $2 of contract $1; silence means passed. ---
check_mvp() {
  "$wasm_opt" --mvp-features "$2" -o /dev/null >"$2.validation" 2>&1 ||
    echo "uses opcodes that chains refuse: $(head -n 1 "$2.validation")"
}
check_interface() {
  local text exports
  text=$("$wasm_opt" --all-features "$2" -S -o - 2>/dev/null | grep -oE '^ *\((export|import) "[^"]*"' || true)
  exports=" $(sed -n 's/^ *(export "\(.*\)"$/\1/p' <<<"$text" | tr '\n' ' ')"
  for word in $REQUIRED_EXPORTS; do
    [[ $exports == *" $word "* ]] || echo "does not export $word"
  done
  for word in $exports; do
    [[ $word != requires_* || ,$CAPABILITIES, == *",${word#requires_},"* ]] || echo "has the export $word"
  done
  ! grep -q '(import' <<<"$(grep -v '(import "env"' <<<"$text")" || echo "imports something that is not the VM's"
}
check_size() {
  local bytes goal; bytes=$(stat -c %s "$2"); goal=$(size_goal "$1")
  [ "$bytes" -le $MAX_BYTES ] || echo "has $bytes bytes, over the chain's limit of $MAX_BYTES"
  [ "$bytes" -lt "$goal" ] || echo "has $bytes bytes, not under the goal of $goal"
}
check_paths() {
  for path in "$root/" "$cargo_home/" "$std_src/"; do
    ! grep -aqF "$path" "$2" || echo "contains the path $path of this machine"
  done
}
check_vm() {
  ! find_cosmwasm_check || "$cosmwasm_check" --available-capabilities "$CAPABILITIES" "$2" \
    >"$2.vm" 2>&1 || echo "is refused by cosmwasm-check: $(tail -n 3 "$2.vm" | tr '\n' ' ')"
}

mkdir -p artifacts
rm -f artifacts/checksums.txt
row='%-14s %10s %10s %8s  %s\n'
table=$(printf "$row" contract raw optimised limit sha256)
failed=0
# One contract at a time: built together they would share features, and --only would give other bytes.
for name in "${names[@]}"; do
  rm -f "artifacts/$name.wasm"
  compile "$root" "$name"
  optimised=$WASM_TARGET/$name.wasm
  optimise "$raw" "$optimised"
  problems=$(for check in mvp interface size paths vm; do "check_$check" "$name" "$optimised"; done)
  if [ -n "$problems" ]; then
    failed=1
    while read -r problem; do say "FAILED $name: $problem"; done <<<"$problems"
  else
    cp "$optimised" "artifacts/$name.wasm"
  fi
  table+=$'\n'$(printf "$row" "$name" "$(stat -c %s "$raw")" "$(stat -c %s "$optimised")" "$(size_goal "$name")" \
    "$(sha256sum "$optimised" | cut -d ' ' -f 1)")
done
printf '%s\n' "$built_by" "built by scripts/build-wasm.sh" >artifacts/build.txt
if compgen -G 'artifacts/*.wasm' >/dev/null; then (cd artifacts && sha256sum -- *.wasm >checksums.txt); fi
printf '%s\n' "$table"
find_cosmwasm_check || echo "cosmwasm-check: NOT RUN (not installed; scripts/check-wasm.sh installs it)"
exit $failed
