#!/usr/bin/env bash
# Finds what this project needs and installs what is missing: tools.sh run|test
# Quiet when all is there. Rust and Node.js themselves are the reader's choice and are only checked.
. "$(dirname "$0")/lib.sh"

has() { local tool; for tool; do command -v "$tool" >/dev/null || return; done; }

# older HAVE WANT: true where the version HAVE comes before WANT.
older() { [ "$1" != "$2" ] && [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

check_rust() {
  local want have
  want=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml)
  has cargo rustc ||
    die "Rust is not installed." "Install it from https://rustup.rs and run the same command again."
  have=$(rustc --version | cut -d' ' -f2)
  ! older "${have%%-*}" "$want" ||
    die "Rust $have is too old: this project needs $want or later." "Run \`rustup update stable\`, then the same command again."
}

check_node() {
  local want=20 have
  has node npm ||
    die "Node.js or npm is not installed." "Install Node.js $want or later with npm (https://nodejs.org) and run the same command again."
  have=$(node --version)
  ! older "${have#v}" "$want" ||
    die "Node.js $have is too old: this project needs $want or later." "Install a newer one (https://nodejs.org) and run the same command again."
}

# The packages of Debian and Ubuntu that are missing for this purpose.
missing_packages() {
  has cc || echo build-essential
  [ -n "${DATABASE_URL:-}" ] && [ "$1" = run ] || scripts/postgres.sh found || echo postgresql
  [ "$1" = run ] || [ -x "${CHROMIUM:-/usr/bin/chromium}" ] || echo chromium
  [ "$1" = run ] || python3 -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
}

install_packages() {
  local missing line
  missing=$(missing_packages "$1" | tr '\n' ' ')
  [ -n "$missing" ] || return 0
  line="apt-get install -y --no-install-recommends ${missing% }"
  has apt-get ||
    die "Missing and not installable here, for want of apt: $missing" "Install it by this system's own means and run the same command again."
  local as=()
  if [ "$(id -u)" != 0 ]; then
    # Ask for a password only where somebody can type it.
    { has sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }; } ||
      die "Missing: ${missing% }. Installing it needs root." "Have an administrator run \`$line\`, then run the same command again."
    as=(sudo)
  fi
  STEPS=1
  # shellcheck disable=SC2016 # the inner shell expands these
  step "Installing ${missing% }" "${as[@]}" sh -c 'apt-get update -q && DEBIAN_FRONTEND=noninteractive '"$line" ||
    die "apt could not install: $missing" "Read its words above, put that right, and run the same command again."
}

install_wasm_target() {
  local lib
  lib=$(rustc --print target-libdir --target wasm32-unknown-unknown)
  compgen -G "$lib/libcore-*" >/dev/null && return
  has rustup ||
    die "This Rust has no WebAssembly target and no rustup to add it." "Install Rust from https://rustup.rs and run the same command again."
  STEPS=1 STEP=0
  step "Adding Rust's WebAssembly target" rustup target add wasm32-unknown-unknown ||
    die "rustup could not add wasm32-unknown-unknown." "Check the network and run the same command again."
}

# The tool must match the crate to the digit. Not --locked: its lock names a version the registry lacks.
# Little optimisation: it is used once a build, and is built once.
install_wasm_bindgen() {
  local version
  version=$(wasm_bindgen_version)
  [ "$(wasm-bindgen --version 2>/dev/null || true)" = "wasm-bindgen $version" ] && return
  STEPS=1 STEP=0
  step "Building wasm-bindgen $version, once (about two minutes)" env \
    CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=0 \
    CARGO_TARGET_DIR="$TARGET/tools" \
    cargo install wasm-bindgen-cli --version "$version" --root "$STATE/tools" --force ||
    die "wasm-bindgen $version could not be built." "Check the network and run the same command again."
  rm -rf "$TARGET/tools"
}

install_npm_packages() {
  # npm leaves this file behind when it is done.
  [ node_modules/.package-lock.json -nt package-lock.json ] && return
  STEPS=1 STEP=0
  step "Installing the npm packages" npm ci --no-audit --no-fund --loglevel=error ||
    die "npm could not install the packages of package-lock.json." "Check the network and run the same command again."
  touch node_modules/.package-lock.json
}

# Two programs of the tests, each in a Python of its own: moto stands in for S3, schemathesis tries the API against its
# document. One version each, so that a seed gives the same run. A Python of its own names its folder, so a checkout that
# was moved gets a new one.
install_python_tool() {
  local name=$1 version=$2 package=$3 home=$STATE/tools/$1
  [ "$(cat "$home/version" 2>/dev/null || true)" = "$version in $home" ] && return
  STEPS=1 STEP=0
  # shellcheck disable=SC2016 # the inner shell expands these
  step "Installing $name $version, once" sh -c 'python3 -m venv --clear "$1" && "$1/bin/pip" install --quiet --disable-pip-version-check "$2==$3"' \
    sh "$home" "$package" "$version" ||
    die "pip could not install $name $version." "Check the network and run the same command again."
  echo "$version in $home" >"$home/version"
}

check_rust
check_node
install_packages "$1"
install_wasm_target
install_wasm_bindgen
install_npm_packages
if [ "$1" != run ]; then
  install_python_tool moto 5.2.5 'moto[server]'
  install_python_tool schemathesis 4.32.5 schemathesis
fi
