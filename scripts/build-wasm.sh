#!/usr/bin/env bash
# Builds every contract in contracts/* to artifacts/<name>.wasm and checks what a chain would refuse.
set -euo pipefail
readonly USAGE="Usage: scripts/build-wasm.sh [--only NAME]     (NAME: a folder in contracts/)

Writes artifacts/NAME.wasm for each contract that passes, artifacts/checksums.txt and artifacts/build.txt.
Exit codes: 0 all passed, 1 a check failed, 2 bad usage, 3 no Rust for wasm, 4 no wasm-opt,
101 (cargo's) a contract does not compile."
say() { printf '%s\n' "$*" >&2; }
die() { local code=$1; shift; say "error: $*"; exit "$code"; }

readonly MAX_BYTES=819200 # the chain's own limit (wasmd MaxWasmSize)
readonly BINARYEN=132.0.0
readonly DEBIAN_PACKAGES="rustc-web rust-web-src cargo-web lld-22"
readonly REQUIRED_EXPORTS="interface_version_8 allocate deallocate instantiate execute query migrate"
# Nothing above cosmwasm_2_1, so that the contracts load on every live chain.
readonly CAPABILITIES=iterator,staking,stargate,\
cosmwasm_1_1,cosmwasm_1_2,cosmwasm_1_3,cosmwasm_1_4,cosmwasm_2_0,cosmwasm_2_1
size_goal() { if [ "$1" = hashrate-nft ]; then echo 650000; else echo 500000; fi; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
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

# --- Rust: the standard library is rebuilt, so its source and a linker are all that a compiler needs. ---
std_source() { echo "$("$1" --print sysroot)/lib/rustlib/src/rust"; }
has_std_source() { command -v "$1" >/dev/null && [ -f "$(std_source "$1")/library/std/Cargo.toml" ]; }
own_linker() { compgen -G "$("$1" --print sysroot)/lib/rustlib/*/bin/rust-lld"; }
complete() { command -v cargo >/dev/null && has_std_source rustc && own_linker rustc >/dev/null; }
# immediate-abort: a panic is a trap without a message, a tenth less code. No user can reach a panic, and
# errors are typed; an overflow that a check catches still ends the transaction.
flags=(-C link-arg=-s -C target-cpu=mvp -Zunstable-options -Cpanic=immediate-abort)
use_debian() {
  local linker
  has_std_source /usr/bin/rustc && [ -x /usr/bin/cargo ] || return 1
  linker=$(own_linker rustc || command -v rust-lld || command -v wasm-ld || command -v wasm-ld-22) ||
    { say "Debian's Rust has no linker for wasm"; return 1; }
  # Debian's target has no default linker and does not let the VM's imports stay undefined.
  flags+=(-C link-arg=--allow-undefined -C "linker=$linker")
  cargo=/usr/bin/cargo rustc=/usr/bin/rustc
}
cargo=cargo rustc=rustc
if ! complete && command -v rustup >/dev/null; then
  say "fetching rust-src"
  timeout 120 rustup component add rust-src >&2 || say "rustup could not fetch rust-src"
fi
if ! complete && ! use_debian; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "installing $DEBIAN_PACKAGES"
    { apt-get update -qq && apt-get install -y -qq $DEBIAN_PACKAGES; } >&2 || true
  fi
  use_debian || die 3 "no Rust with the standard library's source. Either run
  'rustup component add rust-src', or on Debian 'apt-get install $DEBIAN_PACKAGES'."
fi

# --- wasm-opt ---
tools=$root/target/tools
lowers_signext() { [[ $("$1" --help 2>/dev/null) == *--signext-lowering* ]]; }
wasm_opt=$(command -v wasm-opt || true)
if [ -z "$wasm_opt" ] || ! lowers_signext "$wasm_opt"; then
  wasm_opt=$tools/node_modules/.bin/wasm-opt
  if [[ $("$wasm_opt" --version 2>/dev/null || true) != *"version ${BINARYEN%%.*}"* ]]; then
    say "fetching binaryen $BINARYEN into target/tools"
    mkdir -p "$tools" && npm install --prefix "$tools" --no-save --no-audit --no-fund --ignore-scripts --loglevel=error \
      "binaryen@$BINARYEN" >&2 && lowers_signext "$wasm_opt" ||
      die 4 "no wasm-opt: put a recent binaryen on PATH, or install npm and run this script online."
  fi
fi
built_by="$("$rustc" --version); $("$wasm_opt" --version)"

# --- Build. Paths of this machine are replaced, so that none gets into a panic message. ---
cargo_home=${CARGO_HOME:-$HOME/.cargo}
std_src=$(std_source "$rustc")
flags+=("--remap-path-prefix=$cargo_home=cargo" "--remap-path-prefix=$std_src=rust" "--remap-path-prefix=$root=.")
CARGO_ENCODED_RUSTFLAGS=$(IFS=$'\x1f'; echo "${flags[*]}")
export CARGO_ENCODED_RUSTFLAGS RUSTC="$rustc" RUSTC_BOOTSTRAP=1
out=$root/target/wasm
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
  ! command -v cosmwasm-check >/dev/null || cosmwasm-check --available-capabilities "$CAPABILITIES" "$2" \
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
  "$cargo" build --profile contract --lib --locked -p "$name" --target wasm32-unknown-unknown \
    --target-dir "$out" -Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size
  raw=$out/wasm32-unknown-unknown/contract/${name//-/_}.wasm
  optimised=$out/$name.wasm
  "$wasm_opt" -Oz --converge --signext-lowering "$raw" -o "$optimised" 2>"$optimised.log" ||
    die 1 "wasm-opt refuses $name: $(head -n 1 "$optimised.log")"
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
command -v cosmwasm-check >/dev/null || echo "cosmwasm-check: NOT RUN (not installed)"
exit $failed
