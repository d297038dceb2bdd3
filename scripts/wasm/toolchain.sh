# Sourced by the scripts that build or check wasm. One place for the toolchain, its flags and its limits.
#
# Sets `root`; `find_toolchain` sets `cargo`, `rustc`, `wasm_opt` and `built_by`, or ends the script with
# 3 (no Rust for wasm) or 4 (no wasm-opt). Then `compile`, and `optimise` or `lower`, make a contract's wasm.
say() { printf '%s\n' "$*" >&2; }
die() { local code=$1; shift; say "error: $*"; exit "$code"; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly BINARYEN=132.0.0
readonly DEBIAN_PACKAGES="rustc-web rust-web-src cargo-web lld-22"
readonly COSMWASM_CHECK=3.0.10
# Kept outside the tree, as wasmd is: cosmwasm-check takes minutes to build.
readonly TOOLS=${RIGSHARE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}}/rigshare/tools
readonly WASM_TARGET=$root/target/wasm
cargo=cargo rustc=rustc wasm_opt='' built_by='' cosmwasm_check=''
# immediate-abort: a panic is a trap without a message, a tenth less code. No user can reach a panic, and
# errors are typed; an overflow that a check catches still ends the transaction.
flags=(-C link-arg=-s -C target-cpu=mvp -Zunstable-options -Cpanic=immediate-abort)

# --- Rust: the standard library is rebuilt, so its source and a linker are all that a compiler needs. ---
std_source() { echo "$("$1" --print sysroot)/lib/rustlib/src/rust"; }
has_std_source() { command -v "$1" >/dev/null && [ -f "$(std_source "$1")/library/std/Cargo.toml" ]; }
own_linker() { compgen -G "$("$1" --print sysroot)/lib/rustlib/*/bin/rust-lld"; }
complete() { command -v cargo >/dev/null && has_std_source rustc && own_linker rustc >/dev/null; }
use_debian() {
  local linker
  has_std_source /usr/bin/rustc && [ -x /usr/bin/cargo ] || return 1
  linker=$(own_linker rustc || command -v rust-lld || command -v wasm-ld || command -v wasm-ld-22) ||
    { say "Debian's Rust has no linker for wasm"; return 1; }
  # Debian's target has no default linker and does not let the VM's imports stay undefined.
  flags+=(-C link-arg=--allow-undefined -C "linker=$linker")
  cargo=/usr/bin/cargo rustc=/usr/bin/rustc
}
find_rust() {
  if ! complete && command -v rustup >/dev/null; then
    say "fetching rust-src"
    timeout 120 rustup component add rust-src >&2 || say "rustup could not fetch rust-src"
  fi
  if ! complete && ! use_debian; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
      say "installing $DEBIAN_PACKAGES"
      { apt-get update -qq && apt-get install -y -qq $DEBIAN_PACKAGES; } >&2 || true
    fi
    use_debian || die 3 "no Rust with the standard library's source. Either run
  'rustup component add rust-src', or on Debian 'apt-get install $DEBIAN_PACKAGES'."
  fi
}

lowers_signext() { [[ $("$1" --help 2>/dev/null) == *--signext-lowering* ]]; }
find_wasm_opt() {
  wasm_opt=$(command -v wasm-opt || true)
  if [ -z "$wasm_opt" ] || ! lowers_signext "$wasm_opt"; then
    wasm_opt=$TOOLS/node_modules/.bin/wasm-opt
    if [[ $("$wasm_opt" --version 2>/dev/null || true) != *"version ${BINARYEN%%.*}"* ]]; then
      say "fetching binaryen $BINARYEN into $TOOLS"
      mkdir -p "$TOOLS" && npm install --prefix "$TOOLS" --no-save --no-audit --no-fund --ignore-scripts \
        --loglevel=error "binaryen@$BINARYEN" >&2 && lowers_signext "$wasm_opt" ||
        die 4 "no wasm-opt: put a recent binaryen on PATH, or install npm and run this script online."
    fi
  fi
}

# Sets `cosmwasm_check`, or fails where there is none.
find_cosmwasm_check() {
  cosmwasm_check=$(command -v cosmwasm-check || command -v "$TOOLS/bin/cosmwasm-check")
}

# Paths of this machine are replaced, so that none gets into a panic message.
find_toolchain() {
  find_rust
  find_wasm_opt
  built_by="$("$rustc" --version); $("$wasm_opt" --version)"
  cargo_home=${CARGO_HOME:-$HOME/.cargo}
  std_src=$(std_source "$rustc")
  flags+=("--remap-path-prefix=$cargo_home=cargo" "--remap-path-prefix=$std_src=rust" "--remap-path-prefix=$root=.")
  CARGO_ENCODED_RUSTFLAGS=$(IFS=$'\x1f'; echo "${flags[*]}")
  export CARGO_ENCODED_RUSTFLAGS RUSTC="$rustc" RUSTC_BOOTSTRAP=1
}

contract_profile() { awk '/^\[/ { on = ($0 == "[profile.contract]") } on' "$root/Cargo.toml"; }

# compile WORKSPACE PACKAGE [FOLDER]: sets `raw`, the path of the package's wasm as the compiler leaves it.
# The profile is the root's, also for a workspace that has none. Two versions of a package need a FOLDER each:
# cargo gives both the same file, and takes what it finds there for the one that it made last.
compile() {
  local folder=${3:-$WASM_TARGET}
  local profile=$WASM_TARGET/profile.toml
  mkdir -p "$WASM_TARGET"
  contract_profile >"$profile"
  "$cargo" --config "$profile" build --manifest-path "$1/Cargo.toml" --profile contract --lib --locked -p "$2" \
    --target wasm32-unknown-unknown --target-dir "$folder" \
    -Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size
  raw=$folder/wasm32-unknown-unknown/contract/${2//-/_}.wasm
}

# lower RAW OUT [OPTION...]: lowers what chains refuse.
lower() {
  "$wasm_opt" "${@:3}" --signext-lowering "$1" -o "$2" 2>"$WASM_TARGET/wasm-opt.log" ||
    die 1 "wasm-opt refuses $(basename "$1"): $(head -n 1 "$WASM_TARGET/wasm-opt.log")"
}

# optimise RAW OUT: the same, and as small as can be.
optimise() { lower "$1" "$2" -Oz --converge; }
