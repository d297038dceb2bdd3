#!/usr/bin/env bash
# Looks for known flaws in everything that is built on.
set -euo pipefail
readonly USAGE="Usage: scripts/audit.sh [--advisories DIR]

Asks cargo-audit (cargo install cargo-audit --locked) about every crate of Cargo.lock, and npm about every
package that the web app and the wallet's test are made with. Needs the network.
  --advisories DIR   a clone of github.com/rustsec/advisory-db, instead of fetching it
Exit codes: 0 no flaw is known, 1 one is, 2 bad usage, 3 somebody could not be asked (it says who)."
cd "$(dirname "${BASH_SOURCE[0]}")/.."

database=()
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) echo "$USAGE"; exit 0 ;;
    --advisories) [ -d "${2:-}" ] || { echo "error: --advisories: ${2:-no folder} is no folder" >&2; exit 2; }
      database=(--db "$2" --no-fetch); shift 2 ;;
    *) echo "error: unknown argument: $1"$'\n'"$USAGE" >&2; exit 2 ;;
  esac
done
flawed='' unasked=''

# has ANSWER PATH: whether it is JSON with something there.
has() { [ -n "$1" ] && jq -e "$2 != null" >/dev/null 2>&1 <<<"$1"; }
# not_asked WHO WHY
not_asked() { unasked=yes; echo "NOT ASKED: $1: $2"; }

# Both tools end with 1 for a flaw and for a database that they can't reach: only their answers tell.
if command -v cargo-audit >/dev/null; then
  said=$(mktemp)
  answer=$(cargo audit --json "${database[@]}" 2>"$said") || true
  if has "$answer" .vulnerabilities.count; then
    count=$(jq '.vulnerabilities.count' <<<"$answer")
    echo "Cargo.lock: $(jq '.lockfile["dependency-count"]' <<<"$answer") crates, $count known flaws"
    jq -r '.vulnerabilities.list[] | "  \(.package.name) \(.package.version): \(.advisory.id) \(.advisory.title)"' <<<"$answer"
    # No flaw, but worth knowing: crates that nobody keeps any more, or that were taken back.
    jq -r '.warnings // {} | to_entries[] | .key as $what | .value[] | "  \(.package.name) \(.package.version): \($what)"' <<<"$answer"
    [ "$count" = 0 ] || flawed=yes
  else
    not_asked "cargo-audit about Cargo.lock" "$(tail -n 1 "$said")"
  fi
  rm -f "$said"
else
  not_asked "cargo-audit about Cargo.lock" "it is missing: cargo install cargo-audit --locked"
fi

for folder in apps/dapp tests/wallet; do
  answer=$(cd "$folder" && npm audit --json 2>/dev/null) || true
  if ! has "$answer" .metadata.vulnerabilities.total; then
    why=$(jq -r '.message // .error.summary // empty' 2>/dev/null <<<"$answer" || true)
    not_asked "npm about $folder" "${why:-no answer}"
    continue
  fi
  total=$(jq '.metadata.vulnerabilities.total' <<<"$answer")
  echo "$folder: $(jq '.metadata.dependencies.total' <<<"$answer") packages, $total known flaws"
  jq -r '.vulnerabilities[] | "  \(.name) \(.range): \(.severity)"' <<<"$answer"
  [ "$total" = 0 ] || flawed=yes
done

[ -z "$flawed" ] || exit 1
[ -z "$unasked" ] || exit 3
