#!/usr/bin/env bash
# Measures the indexer with a made-up suite: how fast it writes, and how fast it answers beside 50 readers.
set -euo pipefail
readonly USAGE="Usage: scripts/bench-indexer.sh [--events N] [--seconds N] [--no-postgres]

Writes N events (1,000,000) of 1,000 rigs and 5,000 holders into SQLite, and into a PostgreSQL of its own in a
temporary folder; then 50 readers ask every question for N seconds (30) each, first with nothing kept, then as
a browser would have it, with a new block every second. Prints sizes. The goals: 5,000 events a second, and 99
of 100 answers to each question within 50 ms.
Exit codes: 0 goals reached, 1 a goal is missed, 2 bad usage, 3 PostgreSQL is missing."
cd "$(dirname "${BASH_SOURCE[0]}")/.."

events=1000000 seconds=30 postgres=yes
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) echo "$USAGE"; exit 0 ;;
    --events) events=${2:?$USAGE}; shift 2 ;;
    --seconds) seconds=${2:?$USAGE}; shift 2 ;;
    --no-postgres) postgres=''; shift ;;
    *) echo "unknown argument: $1"$'\n'"$USAGE" >&2; exit 2 ;;
  esac
done

if [ -n "${RIGSHARE_INDEXER_BIN:-}" ]; then
  indexer=$RIGSHARE_INDEXER_BIN
else
  cargo build --quiet --release --locked --workspace --bin rigshare-indexer
  indexer=${CARGO_TARGET_DIR:-target}/release/rigshare-indexer
fi
folder=$(mktemp -d)
chmod 755 "$folder"
missed=0

measure() {
  "$indexer" bench write --db "$1" --events "$events" || missed=1
  echo "-- nothing is kept: every question is asked of the database"
  "$indexer" bench read --db "$1" --seconds "$seconds" || missed=1
  echo "-- answers are kept until the next block, one a second"
  "$indexer" bench read --db "$1" --seconds "$seconds" --block-ms 1000 || missed=1
}

stop() { rm -rf "$folder"; }
trap stop EXIT

echo "== SQLite"
measure "sqlite:$folder/index.db"
echo "size: $(du -m "$folder/index.db" | cut -f 1) MB"

if [ -z "$postgres" ]; then
  echo "PostgreSQL: NOT RUN (--no-postgres)"
  exit $missed
fi
programs=$(find /usr/lib/postgresql -name initdb -printf '%h\n' 2>/dev/null | sort -V | tail -n 1)
[ -n "$programs" ] || { echo "PostgreSQL is missing: apt-get install postgresql, or --no-postgres" >&2; exit 3; }
as() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }
mkdir "$folder/pg"
[ "$(id -u)" != 0 ] || chown postgres "$folder/pg"
. scripts/ports.sh
port=$(free_ports 27650 1)
as "$programs/initdb" -A trust -U postgres -E UTF8 -D "$folder/pg/data" >/dev/null
stop() { as "$programs/pg_ctl" stop -m immediate -D "$folder/pg/data" >/dev/null || true; rm -rf "$folder"; }
as "$programs/pg_ctl" start -w -l "$folder/pg/log" -D "$folder/pg/data" \
  -o "-h 127.0.0.1 -p $port -k $folder/pg -c shared_buffers=512MB -c max_wal_size=4GB" >/dev/null
"$programs/psql" -h 127.0.0.1 -p $port -U postgres -qc 'CREATE DATABASE rigshare'

echo "== PostgreSQL $(basename "$(dirname "$programs")")"
measure "postgres://postgres@127.0.0.1:$port/rigshare"
"$programs/psql" -h 127.0.0.1 -p $port -U postgres -Atc \
  "SELECT 'size: ' || pg_database_size('rigshare') / 1048576 || ' MB'"
exit $missed
