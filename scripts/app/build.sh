# shellcheck shell=bash disable=SC2154 # scripts/app.sh sets the variables
# The tools that are needed, and what is built with them.

readonly LEAST_NODE=20
dapp=$root/apps/dapp
dist=$dapp/dist

# Says everything that is missing at once, and how to get it.
need_tools() {
  local tool missing=()
  for tool in jq curl flock setsid realpath sed; do
    command -v "$tool" >/dev/null || missing+=("$tool: install jq, curl, sed, coreutils and util-linux")
  done
  if [ -z "$built" ] || ! have_wasm; then
    command -v cargo >/dev/null || missing+=("cargo: install Rust 1.94 or newer, see https://rustup.rs")
  fi
  if ! compgen -G "${RIGSHARE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}}/rigshare/wasmd/*/wasmd" >/dev/null; then
    command -v go >/dev/null || missing+=("go: install Go 1.24 or newer, see https://go.dev/dl, and a C compiler")
  fi
  if ! is_app_built; then
    if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
      missing+=("node and npm: install Node $LEAST_NODE or newer, see https://nodejs.org")
    elif [ "$(node -p 'process.versions.node.split(".")[0]')" -lt $LEAST_NODE ]; then
      missing+=("node $(node --version) is too old: install Node $LEAST_NODE or newer, see https://nodejs.org")
    fi
  fi
  [ ${#missing[@]} = 0 ] || die "these are missing:$(printf '\n  %s' "${missing[@]}")"
}

have_wasm() {
  local name
  for name in hashrate-nft oracle distributor marketplace; do
    [ -f "$root/artifacts/$name.wasm" ] || return 1
  done
  [ -f "$root/target/peers/cw20-plain.wasm" ]
}

# The app is built again where anything that it is made of is newer.
is_app_built() {
  [ -f "$dist/index.html" ] &&
    [ -z "$(find "$dapp" "$root/schema" -newer "$dist/index.html" -type f \
      -not -path "$dist/*" -not -path "$dapp/node_modules/*" -not -path "$dapp/e2e/*" -not -path "$dapp/test*/*" \
      -print -quit)" ]
}

build_everything() {
  if [ -z "$built" ]; then
    say "building the contracts and the programs (minutes the first time)"
    "$root/scripts/build-wasm.sh" >&2
    "$root/scripts/build-peers.sh" >&2
    cargo build --release --locked --manifest-path "$root/Cargo.toml" -p rigshare -p rigshare-indexer >&2
    built=${CARGO_TARGET_DIR:-$root/target}/release
  elif ! have_wasm; then
    "$root/scripts/build-wasm.sh" >&2
    "$root/scripts/build-peers.sh" >&2
  fi
  "$root/scripts/devnet.sh" build >/dev/null
  if ! is_app_built; then
    say "building the web app"
    (cd "$dapp" && npm ci --no-audit --no-fund --loglevel=error && npm run build) >&2 ||
      die "the web app does not build"
  fi
}
