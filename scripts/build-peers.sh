#!/usr/bin/env bash
# Builds the contracts that the real-node tests need beside the suite's own.
set -euo pipefail
shopt -s inherit_errexit
readonly USAGE="Usage: scripts/build-peers.sh [--upgrades]

Writes target/peers/NAME.wasm for each contract in tests/peers (cw721-base and cw20-base as they are, and
a test-only one). With --upgrades it writes target/upgrades/NAME.wasm instead: each contract in contracts/
as it is now, with the next minor version, for tests of migrations. What is up to date is not built again.
Exit codes: 0 done, 2 bad usage, 3 no Rust for wasm, 4 no wasm-opt, 1 or 101 (cargo's) a build failed."
. "$(dirname "${BASH_SOURCE[0]}")/wasm/toolchain.sh"
cd "$root"

kind=peers
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) echo "$USAGE"; exit 0 ;;
    --upgrades) kind=upgrades; shift ;;
    *) die 2 "unknown argument: $1"$'\n'"$USAGE" ;;
  esac
done
readonly out=$root/target/$kind

names_in() { for manifest in "$1"/*/Cargo.toml; do basename "$(dirname "$manifest")"; done; }
version() { sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"$/\1/p' Cargo.toml; }

# The packages that the contracts are made of: names, versions, features, and folders where they are ours.
packages_of_contracts() {
  local package packages=()
  for package in $(names_in contracts); do packages+=(-p "$package"); done
  "$cargo" tree --locked --quiet "${packages[@]}" --edges normal --target wasm32-unknown-unknown --prefix none \
    --no-dedupe --format '{p} {f}' | sort -u
}

# What the files in folder $out are made from.
stamp() {
  local sources=(tests/peers) packages='' folder
  if [ $kind = upgrades ]; then
    sources=()
    packages=$(packages_of_contracts)
    for folder in $(sed -n "s|^[^(]*($root/\([^)]*\)).*|\1|p" <<<"$packages"); do
      sources+=("$folder/Cargo.toml" "$folder/src")
    done
  fi
  echo "$built_by $packages"
  contract_profile
  find scripts/build-peers.sh scripts/wasm/toolchain.sh "${sources[@]}" \
    -type f -not -path '*/target/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
}

# A copy of the workspace whose version is the next minor one: prints its path.
raised_copy() {
  local tree=$out/tree now major minor rest
  now=$(version)
  IFS=. read -r major minor rest <<<"$now"
  rm -rf "$tree"
  mkdir -p "$tree"
  # Times of files are kept, so that only what changed is compiled again.
  tar -cf - --exclude=node_modules Cargo.toml Cargo.lock apps contracts packages tests | tar -xf - -C "$tree"
  sed -i "/^\[workspace.package\]/,/^\[/s/^version = .*/version = \"$major.$((minor + 1)).0\"/" "$tree/Cargo.toml"
  "$cargo" update --quiet --workspace --manifest-path "$tree/Cargo.toml"
  echo "$tree"
}

find_toolchain
mkdir -p "$out"
wanted=$(stamp | sha256sum)
names=$(names_in $([ $kind = peers ] && echo tests/peers || echo contracts))
have_all() { for name in $names; do [ -f "$out/$name.wasm" ] || return 1; done; }
if [ "$wanted" = "$(cat "$out/stamp" 2>/dev/null)" ] && have_all; then
  say "target/$kind is up to date"
  exit 0
fi

rm -f "$out/stamp" "$out"/*.wasm
workspace=$root/tests/peers folder=$WASM_TARGET
if [ $kind = upgrades ]; then workspace=$(raised_copy) folder=$out/build; fi
for name in $names; do
  compile "$workspace" "$name" "$folder"
  # Gas is compared with the peers', so they are made as small as the suite's own; nobody ships an upgrade.
  case $kind in
    peers) optimise "$raw" "$out/$name.wasm" ;;
    upgrades) lower "$raw" "$out/$name.wasm" ;;
  esac
done
echo "$wanted" >"$out/stamp"
(cd "$out" && sha256sum -- *.wasm)
