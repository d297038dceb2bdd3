#!/usr/bin/env bash
# Runs the commands of docs/deploy.md that are for the devnet, in a fresh one on free ports.
set -euo pipefail
shopt -s inherit_errexit
readonly USAGE="Usage: scripts/try-docs.sh [--built DIR]

Runs the blocks of docs/deploy.md that begin with \`\`\`sh build and \`\`\`sh devnet, as one script that stops at
the first command that fails. The devnet is a fresh one on free ports, and is removed afterwards; files
that the commands make (keys, deployments/) go to a temporary folder.
  --built DIR   leaves out the build: DIR has rigshare, artifacts/ the contracts
Exit codes: 0 all went well, 1 a command failed, 2 bad usage."
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

built=
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) echo "$USAGE"; exit 0 ;;
    --built)
      [ -x "${2:-}/rigshare" ] || { echo "--built: ${2:-no folder} has no rigshare" >&2; exit 2; }
      built=$(cd "$2" && pwd); shift 2 ;;
    *) echo "unknown argument: $1"$'\n'"$USAGE" >&2; exit 2 ;;
  esac
done

# A folder that looks like the repository, but keeps what is made to itself.
place=$(mktemp -d)
cleanup() {
  [ ! -e "$place/devnet" ] || "$root/scripts/devnet.sh" stop --home "$place/devnet" >/dev/null || true
  rm -rf "$place"
}
trap cleanup EXIT
for entry in "$root"/*; do
  [ "${entry##*/}" = deployments ] || ln -s "$entry" "$place/"
done

# shellcheck source=scripts/ports.sh
. "$root/scripts/ports.sh"
port=$(free_ports $((20000 + RANDOM % 6000)) 4)

kinds='^```sh (build|devnet)$'
if [ -n "$built" ]; then
  kinds='^```sh devnet$'
fi
sed "s|^rpc = .*|rpc = \"http://127.0.0.1:$port\"|" "$root/packages/node/presets/devnet.toml" >"$place/devnet.toml"
awk -v kinds="$kinds" '/^```/ { inside = !inside && $0 ~ kinds; next } inside' "$root/docs/deploy.md" |
  sed -e "s|scripts/devnet.sh start|& --home $place/devnet --port $port|" \
    -e "s|scripts/devnet.sh stop|& --home $place/devnet|" \
    -e "s|target/devnet/|$place/devnet/|" \
    -e "s|\$PWD/target/release|${built:-&}|" \
    -e "s|RIGSHARE_CHAIN=devnet|RIGSHARE_CHAIN=$place/devnet.toml|" >"$place/commands.sh"
[ -s "$place/commands.sh" ] || { echo "docs/deploy.md has no commands" >&2; exit 1; }

cd "$place"
unset RIGSHARE_CHAIN RIGSHARE_KEY_FILE RIGSHARE_MNEMONIC RIGSHARE_PASSPHRASE RIGSHARE_REPORTER_MNEMONIC
bash -euo pipefail -x commands.sh || {
  echo "a command of docs/deploy.md failed" >&2
  exit 1
}
echo "all commands of docs/deploy.md went well"
