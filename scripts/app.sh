#!/usr/bin/env bash
# Everything on this machine: a chain, the suite on it with a season that lives, a faucet, the indexer and the web app.
set -euo pipefail
shopt -s inherit_errexit
readonly USAGE="Usage: scripts/app.sh [options]

Builds what is not built, starts a chain with the suite and a living season on it, a faucet, and the indexer,
which also serves the web app; prints the app's address, and stays. Ctrl-C stops everything; the next start
goes on with the chain that is there. Everything is on loopback.

  --home DIR             where the chain, the index and the logs are kept    (default: target/app)
  --port PORT            where the app is served               (default: 8080, or the next that is free)
  --seconds-per-day N    how long a day of the season takes, a divisor of 86400 (default: 60; kept by a chain)
  --reset                begins a new chain
  --leave-to-operator    settles nothing of the rig of the devnet's account \"operator\", so that it is due
  --no-season            only deploys the suite of examples/suite.toml: no rigs, no people
  --built DIR            builds no program: DIR has rigshare and rigshare-indexer
  --restart-seconds N    starts a part that ends again after N seconds, instead of stopping everything

Writes DIR/app.json once everything is up: addresses, process ids, logs, the manifest. It is gone when they are.
Needs cargo, Go 1.24 and a C compiler, Node 20 with npm, jq, curl and util-linux.
Exit codes: 0 stopped by Ctrl-C, 130 the same before all was up, 1 a part failed (it says which), 2 bad usage."

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }
bad_usage() { say "error: $*"; say "See scripts/app.sh --help"; exit 2; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly root
# shellcheck source=scripts/app/options.sh
. "$root/scripts/app/options.sh"
# shellcheck source=scripts/app/build.sh
. "$root/scripts/app/build.sh"
# shellcheck source=scripts/ports.sh
. "$root/scripts/ports.sh"
# shellcheck source=scripts/app/parts.sh
. "$root/scripts/app/parts.sh"

# The trap comes first: whatever is started from here on is stopped, however this ends.
trap 'stop_everything' EXIT
trap 'exit 130' INT TERM HUP

need_tools
build_everything
cd "$root"
mkdir -p "$home"
lock_home
forget_what_was

start_chain
if [ -n "$season" ]; then
  start season
  await season "the suite stands" says "$home/season.log" "^the suite stands:"
else
  deploy_only
fi
start faucet
await faucet "it listens" says "$home/faucet.log" "listens on "
write_app_config
start indexer
await indexer "it answers" answers "$url/healthz"
if [ -n "$season" ]; then
  await season "rigs are on sale" says "$home/season.log" "under way"
fi
write_app_json
trap 'exit 0' INT TERM HUP
echo "app       $url"
echo "chain     $rpc  (RPC), $rest  (REST)"
echo "faucet    http://127.0.0.1:$faucet_port"
echo "programs  $home/app.json"
echo "logs      $home/*.log"
echo "stop it   Ctrl-C"
watch_parts
