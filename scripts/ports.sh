# shellcheck shell=bash
# Free ports of this machine, for scripts that start servers.

is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Prints the first of $2 ports in a row that are free, from $1 on; fails where there are none.
free_ports() {
  local first=$1 count=$2 step
  while [ $((first + count)) -le 65535 ]; do
    for ((step = 0; step < count; step++)); do
      is_free $((first + step)) || { first=$((first + step + 1)); continue 2; }
    done
    echo "$first"
    return
  done
  echo "error: no $count free ports in a row from $1 on" >&2
  return 1
}
