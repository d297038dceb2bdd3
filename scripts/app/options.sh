# shellcheck shell=bash disable=SC2034 # the variables are for scripts/app.sh
# What was asked for.

home=$root/target/app
port='' seconds='' reset='' built='' restart='' season=1 live_flags=()
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) echo "$USAGE"; exit 0 ;;
    --reset) reset=1; shift; continue ;;
    --leave-to-operator) live_flags+=("$1"); shift; continue ;;
    --no-season) season=''; shift; continue ;;
    --home | --port | --seconds-per-day | --built | --restart-seconds) ;;
    *) bad_usage "unknown argument: $1" ;;
  esac
  [ -n "${2:-}" ] || bad_usage "$1 needs a value"
  number=0
  [[ ! $2 =~ ^[0-9]{1,6}$ ]] || number=$((10#$2))
  case $1 in
    --home) home=$2 ;;
    --port) [[ $number -ge 1 && $number -le 65535 ]] || bad_usage "--port is from 1 to 65535, not $2"; port=$number ;;
    --seconds-per-day)
      [[ $number -ge 1 && $((86400 % number)) = 0 ]] || bad_usage "--seconds-per-day divides 86400, which $2 does not"
      seconds=$number ;;
    --restart-seconds) [ "$number" -ge 1 ] || bad_usage "--restart-seconds is from 1 to 999999, not $2"; restart=$number ;;
    --built)
      for program in rigshare rigshare-indexer; do
        [ -x "$2/$program" ] || bad_usage "--built: $2 has no $program"
      done
      built=$(cd "$2" && pwd) ;;
  esac
  shift 2
done
[ -n "$season" ] || [ ${#live_flags[@]} = 0 ] || bad_usage "${live_flags[*]} is about the season, which --no-season leaves out"
home=$(realpath -m -- "$home")
