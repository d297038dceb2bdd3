#!/usr/bin/env bash
# A real CosmWasm chain on this machine, for tests and for trying the suite. Everything is on loopback.
set -euo pipefail
readonly USAGE="Usage: scripts/devnet.sh [start] [options]    starts a chain, or resumes a stopped one
       scripts/devnet.sh stop   [--home DIR]   stops it; its blocks stay
       scripts/devnet.sh status [--home DIR]   what runs; exit code 1 if not every node does
       scripts/devnet.sh node I start|stop [--home DIR]   one node of several
       scripts/devnet.sh build  [--wasmd V]    only builds the chain's binary

Options of start (a folder keeps those it was made with; giving others needs --reset):
  --home DIR         the chain's folder                     (default: target/devnet)
  --wasmd V          v0.61.14 or v0.60.8                    (default: v0.61.14)
  --validators N     1 or 4                                 (default: 1)
  --port BASE        node i takes BASE+10i for RPC, +1 p2p, +2 gRPC, +3 REST    (default: 26650)
  --block-ms MS      pause between blocks, 50 to 60000      (default: 500)
  --denom NAME       one more denom, beside ustake, uusdc and wsat; may be repeated
  --gas-prices LIST  least gas prices a node accepts        (default: 0.025ustake)
  --reset            stops the chain if it runs, and begins a new one
  --foreground       stays; Ctrl-C stops the chain

Writes DIR/accounts.json (test keys), DIR/devnet.json (endpoints, for programs) and DIR/nodeI.log.
Needs jq, curl and util-linux; the first start of a version also Go 1.24 and a C compiler.
The binary is kept in \${RIGSHARE_CACHE:-~/.cache}/rigshare; a start may take RIGSHARE_DEVNET_WAIT_SECONDS (180).
Exit codes: 0 done, 1 failed, 2 bad usage."

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }
bad_usage() { say "error: $*"; say "See scripts/devnet.sh --help"; exit 2; }

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# Either marks a folder as the devnet's own, which may be emptied, and holds its settings.
readonly here MARKER=.rigshare-devnet.json UNFINISHED=.rigshare-devnet-unfinished
# shellcheck source=scripts/devnet/wasmd.sh
. "$here/devnet/wasmd.sh"
# shellcheck source=scripts/devnet/home.sh
. "$here/devnet/home.sh"
# shellcheck source=scripts/devnet/nodes.sh
. "$here/devnet/nodes.sh"
# shellcheck source=scripts/devnet/options.sh
. "$here/devnet/options.sh"

# One command at a time works on a folder.
lock() {
  exec 9<"$home"
  flock -w "$WAIT_SECONDS" 9 || die "another devnet.sh is at work on $home"
  [ "$home" -ef /dev/fd/9 ] || die "$home was removed by another devnet.sh: try again"
}

# --- Commands ---
launched=() created='' making=''
empty_home() { find "$home" -mindepth 1 ! -path "$home/$UNFINISHED" -delete; }
# An unfinished start leaves nothing running and no half-made folder.
undo() {
  if [ ${#launched[@]} -gt 0 ]; then
    say "stopping what was started"
    stop_nodes "${launched[@]}"
  fi
  [ -z "$making" ] || { empty_home && rm -f "$home/$UNFINISHED"; }
  [ -z "$created" ] || rmdir "$home" 2>/dev/null || true
}
unless_finished() { trap undo EXIT; trap 'exit 130' INT; trap 'exit 143' TERM HUP; }

start() {
  local idle=() i
  unless_finished
  [ -e "$home" ] || { created=1; mkdir -p "$home"; }
  lock
  if [ -e "$home/$UNFINISHED" ] || [ -z "$(ls -A "$home")" ]; then
    given_settings
  elif [ -e "$home/$MARKER" ] && [ -z "$reset" ]; then
    kept_settings
  elif [ -e "$home/$MARKER" ]; then
    (given=() && kept_settings && stop_all)
    given_settings
  else
    die "$home is not a devnet's folder, and not empty: choose another --home"
  fi
  mapfile -t idle < <(idle_nodes)
  if [ ${#idle[@]} = 0 ]; then
    [ -z "$foreground" ] || die "the devnet in $home runs already, in the background: stop it first"
    echo "runs already"
    report
    return
  fi
  check_ports "${idle[@]}"
  need_wasmd
  if [ ! -e "$home/$MARKER" ] || [ -e "$home/$UNFINISHED" ] || [ -n "$reset" ]; then
    say "making a new chain in $home"
    making=1
    save_settings "$home/$UNFINISHED"
    empty_home
    make_home
    mv "$home/$UNFINISHED" "$home/$MARKER"
    making=''
  fi
  [ ${#idle[@]} -lt "$validators" ] || rm -f "$home/devnet.json" # one that was killed leaves it
  for i in "${idle[@]}"; do launch "$i"; done
  for i in "${idle[@]}"; do await "$i" blocks; done
  publish
  launched=()
  report
  if [ -z "$foreground" ]; then echo "stop it   $0 stop --home $home"; else stay; fi
}

# Waits for a signal, or for the last node's end.
stay() {
  echo "stop it   Ctrl-C"
  exec 9<&-
  trap 'stop; exit 0' INT TERM HUP
  while [ "$(idle_nodes)" != "$(nodes)" ]; do sleep 1 & wait $! || true; done
  [ ! -e "$home/devnet.json" ] || die "every node ended by itself: see $home/node*.log"
}

stop() {
  local idle
  idle=$(idle_nodes)
  lock
  stop_all
  if [ "$idle" = "$(nodes)" ]; then echo "nothing ran in $home"; else echo "stopped the devnet in $home"; fi
}

one_node() {
  [ "$node" -lt "$validators" ] || bad_usage "there is no node $node: the chain has $validators"
  lock
  if [ "$action" = stop ]; then
    stop_nodes "$node"
    echo "node $node is stopped"
  elif running_pid "$node" >/dev/null; then
    echo "node $node runs already"
  else
    unless_finished
    check_ports "$node"
    need_wasmd
    launch "$node"
    await "$node"
    launched=()
    echo "node $node runs"
  fi
  publish
}

case $command in
  build) given_settings; need_wasmd; echo "$wasmd" ;;
  start) start ;;
  *)
    if [ ! -e "$home/$MARKER" ]; then
      echo "no devnet in $home"
      [ "$command" = stop ] && exit 0 || exit 1
    fi
    kept_settings
    case $command in
      stop) stop ;;
      node) one_node ;;
      status) report; [ -z "$(idle_nodes)" ] ;;
    esac ;;
esac
