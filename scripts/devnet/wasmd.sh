# shellcheck shell=bash disable=SC2154 # scripts/devnet.sh sets the variables
# The chain's binary: built once per version into a cache outside the tree, and refused if it is of another version.

# The version of module $2 (a regular expression) that the go.mod of wasmd $1 asks for, as "module version".
locked_module() { grep -oE "$2 v[^ ]+" "$here/devnet/wasmd-$1/go.mod" | head -n 1; }

# Prints why binary $2 is not wasmd $1; silence means it is.
wrong_version() {
  local facts module scratch
  scratch=$(mktemp -d) # every command of wasmd leaves a configuration in its home, and one in $HOME
  facts=$(HOME=$scratch "$2" version --long --output json --home "$scratch" 2>&1) || facts="it does not run: $facts"
  rm -rf "$scratch"
  [[ $facts != "it does"* ]] || { echo "$facts"; return; }
  module=$(jq -r .version <<<"$facts")
  [ "$module" = "$1" ] || { echo "it calls itself $module"; return; }
  module=$(locked_module "$1" 'github.com/CosmWasm/wasmvm/v[0-9]+')
  jq -e --arg dep "${module/ /@}" '.build_deps | index($dep)' <<<"$facts" >/dev/null ||
    { echo "it is not built with $module"; return; }
  # wasmd's own module stands in the file alone, and only Go reads it.
  ! command -v go >/dev/null || go version -m "$2" | grep -qP "^\tmod\tgithub.com/CosmWasm/wasmd\t\Q$1\E\t" ||
    echo "it is not built from the module github.com/CosmWasm/wasmd $1"
}

wasmd_path() { echo "${RIGSHARE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}}/rigshare/wasmd/$1/wasmd"; }

# Builds $wasmd of version $version where there is none.
need_wasmd() {
  local dir why
  dir=$(dirname "$wasmd")
  mkdir -p "$dir"
  exec 8<"$dir"
  flock 8 # of two that want the same binary, one builds
  if [ -x "$wasmd" ]; then
    why=$(wrong_version "$version" "$wasmd")
    [ -n "$why" ] || { exec 8<&-; return 0; }
    say "$wasmd is not wasmd $version: $why; building it again"
  fi
  command -v go >/dev/null ||
    die "no wasmd $version yet, and no Go to build it: install Go 1.24 or newer and a C compiler"
  if [ "$(go env CGO_ENABLED)" != 1 ] || ! command -v "$(go env CC)" >/dev/null; then
    die "wasmd needs a C compiler (and CGO_ENABLED=1) to be built: install gcc"
  fi
  say "building wasmd $version into $dir (once, 5 to 12 minutes on two cores)"
  local sdk=github.com/cosmos/cosmos-sdk/version
  rm -f "$wasmd.new"
  (cd "$here/devnet/wasmd-$version" && go build -mod=readonly -o "$wasmd.new" \
    -ldflags "-s -w -X $sdk.Name=wasm -X $sdk.AppName=wasmd -X $sdk.Version=$version" \
    github.com/CosmWasm/wasmd/cmd/wasmd) >&2 8<&- || die "wasmd $version does not build"
  why=$(wrong_version "$version" "$wasmd.new")
  [ -z "$why" ] || { rm -f "$wasmd.new"; die "the wasmd just built is not $version: $why"; }
  mv -f "$wasmd.new" "$wasmd"
  exec 8<&-
}
