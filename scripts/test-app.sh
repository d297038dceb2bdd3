#!/usr/bin/env bash
# Tests the web app. Needs Node 20 with npm, and Chromium (RIGSHARE_CHROMIUM; default /usr/bin/chromium).
#
#   scripts/test-app.sh                  lints, unit tests, build, budget, every page in the browser, and all
#                                        that a person does on a real chain, which scripts/app.sh brings up
#   scripts/test-app.sh --no-node        without the real chain; says NOT RUN for it
#   scripts/test-app.sh --app APP.JSON   on a chain that scripts/app.sh --leave-to-operator has brought up already
#   scripts/test-app.sh --built DIR      scripts/app.sh builds no program: DIR has rigshare and rigshare-indexer
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD

node=yes app='' built=()
while [ $# -gt 0 ]; do
  case $1 in
    --no-node) node=''; shift ;;
    --app | --built)
      [ -n "${2:-}" ] || { echo "error: $1 needs a value" >&2; exit 2; }
      if [ "$1" = --app ]; then app=$(realpath -e "$2"); else built=(--built "$(realpath -e "$2")"); fi
      shift 2 ;;
    --help | -h) sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "error: unknown argument: $1 (see scripts/test-app.sh --help)" >&2; exit 2 ;;
  esac
done
command -v npm >/dev/null || { echo "error: npm is missing: install Node 20 or newer" >&2; exit 1; }
export RIGSHARE_CHROMIUM=${RIGSHARE_CHROMIUM:-/usr/bin/chromium}
[ -x "$RIGSHARE_CHROMIUM" ] || {
  echo "error: no Chromium at $RIGSHARE_CHROMIUM: install it (Debian: chromium), or set RIGSHARE_CHROMIUM" >&2
  exit 1
}

cd apps/dapp
npm ci --no-audit --no-fund --loglevel=error
npm run --silent lint
npm test --silent
npm run --silent build
npm run --silent budget
npx playwright test --project=pages

if [ -z "$node" ]; then
  echo "NOT RUN: the web app on a real chain (--no-node)"
  exit 0
fi

# The stack of this test alone, gone when it ends. A script's background jobs ignore SIGINT.
stop() {
  if [ -n "${stack:-}" ]; then kill -TERM "$stack" 2>/dev/null && wait "$stack" || true; fi
  [ -z "${home:-}" ] || rm -rf "$home"
}
if [ -z "$app" ]; then
  home=$(mktemp -d)
  trap stop EXIT
  "$root/scripts/app.sh" --home "$home/app" --seconds-per-day 20 --leave-to-operator --restart-seconds 15 "${built[@]}" \
    >"$home/app.log" 2>&1 &
  stack=$!
  app=$home/app/app.json
  until [ -e "$app" ]; do
    kill -0 "$stack" 2>/dev/null || { cat "$home/app.log" >&2; echo "error: the stack does not come up" >&2; exit 1; }
    sleep 1
  done
fi
# What a share earns is known once the first day has been reported.
url=$(jq -er .url "$app")
for ((second = 0; second < 180; second++)); do
  reports=$(curl -sf "$url/v1/reports?limit=1" | jq '.items | length' || echo 0)
  [ "$reports" -eq 0 ] || break
  sleep 1
done
[ "$reports" -gt 0 ] || { echo "error: no day was reported within three minutes" >&2; exit 1; }
RIGSHARE_APP=$app npx playwright test --project=chain
