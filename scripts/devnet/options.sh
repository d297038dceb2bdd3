# shellcheck shell=bash disable=SC2034,SC2154 # the variables are for, and from, scripts/devnet.sh
# What was asked for: the arguments, and the settings that a chain's folder keeps.

readonly VERSIONS="v0.61.14 v0.60.8"

command=start
case ${1:-} in
  start | stop | status | build | node) command=$1; shift ;;
  -*) ;;
  ?*) bad_usage "unknown command: $1" ;;
esac
node='' action=''
if [ "$command" = node ] && [ "${1:-}" != --help ]; then
  node=${1:-} action=${2:-}
  [[ $node =~ ^[0-3]$ && $action =~ ^(start|stop)$ ]] || bad_usage "expected: node I start|stop, with I from 0 to 3"
  shift 2
fi
home=$(dirname "$here")/target/devnet
reset='' foreground=''
declare -A given=()
extra=()
while [ $# -gt 0 ]; do
  case $command:$1 in
    *:--help | *:-h) echo "$USAGE"; exit 0 ;;
    start:--reset) reset=1; shift; continue ;;
    start:--foreground) foreground=1; shift; continue ;;
    start:--home | stop:--home | status:--home | node:--home | start:--wasmd | build:--wasmd) ;;
    start:--validators | start:--port | start:--block-ms | start:--denom | start:--gas-prices) ;;
    *) bad_usage "$command does not know: $1" ;;
  esac
  [ $# -ge 2 ] || bad_usage "$1 needs a value"
  number=0
  [[ ! $2 =~ ^[0-9]{1,6}$ ]] || number=$((10#$2))
  case $1 in
    --home) [ -n "$2" ] || bad_usage "--home is empty"; home=$2 ;;
    --wasmd) [[ -n $2 && " $VERSIONS " == *" $2 "* ]] || bad_usage "--wasmd is one of: $VERSIONS"; given[wasmd]=$2 ;;
    --validators) [[ $2 =~ ^[14]$ ]] || bad_usage "--validators is 1 or 4"; given[validators]=$2 ;;
    --port)
      [[ $number -ge 1024 && $number -le 65500 ]] || bad_usage "--port is from 1024 to 65500"
      given[port]=$number ;;
    --block-ms)
      [[ $number -ge 50 && $number -le 60000 ]] || bad_usage "--block-ms is from 50 to 60000"
      given[block_ms]=$number ;;
    --denom)
      [[ $2 =~ ^[a-zA-Z][a-zA-Z0-9/:._-]{2,127}$ ]] || bad_usage "--denom: not a denom: $2"
      [[ " $DENOMS ${extra[*]} " != *" $2 "* ]] || bad_usage "--denom: $2 exists already"
      extra+=("$2") given[denoms]=1 ;;
    --gas-prices)
      price='[0-9]+(\.[0-9]+)?[a-zA-Z][a-zA-Z0-9/:._-]{2,127}'
      [[ $2 =~ ^$price(,$price)*$ ]] || bad_usage "--gas-prices is a list like 0.025ustake,0.01uusdc"
      given[gas_prices]=$2 ;;
  esac
  shift 2
done
for tool in jq curl flock setsid; do
  command -v $tool >/dev/null || die "$tool is missing: install jq, curl and util-linux"
done
home=$(realpath -m -- "$home")

save_settings() {
  jq -n --arg wasmd "$version" --argjson validators "$validators" --argjson port "$base_port" \
    --argjson block_ms "$block_ms" --arg gas_prices "$gas_prices" --args '{wasmd: $wasmd, validators: $validators,
    port: $port, block_ms: $block_ms, gas_prices: $gas_prices, denoms: $ARGS.positional}' "${denoms[@]}" >"$1"
}
setting() { jq -r ".$1 | if type == \"array\" then join(\" \") else . end" "$home/$MARKER"; }
read -ra denoms <<<"$DENOMS ${extra[*]}"
given_settings() { # or the defaults
  version=${given[wasmd]:-v0.61.14} validators=${given[validators]:-1} base_port=${given[port]:-26650}
  block_ms=${given[block_ms]:-500} gas_prices=${given[gas_prices]:-0.025ustake}
  wasmd=$(wasmd_path "$version")
}
# The settings of an existing folder; what was asked for may not differ from them.
kept_settings() {
  local key
  [ -z "${given[denoms]:-}" ] || given[denoms]=${denoms[*]}
  for key in "${!given[@]}"; do
    [ "$(setting "$key")" = "${given[$key]}" ] ||
      die "the chain in $home has $key '$(setting "$key")', not '${given[$key]}': leave that option out," \
        "add --reset to begin a new chain, or choose another --home"
  done
  version=$(setting wasmd) validators=$(setting validators) base_port=$(setting port)
  block_ms=$(setting block_ms) gas_prices=$(setting gas_prices)
  read -ra denoms <<<"$(setting denoms)"
  wasmd=$(wasmd_path "$version")
}
