#!/usr/bin/env bash
# Writes schema/<contract>.json from the contracts' message types. The tests fail where they differ.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
RIGSHARE_WRITE_SCHEMA=1 cargo test --quiet --locked -p rigshare-tests --test schema
