#!/usr/bin/env bash
# Builds what `make run` starts: the server, the browser's module, and everything hashed and compressed in target/site.
# Cargo and assets.mjs skip whatever did not change.
. "$(dirname "$0")/lib.sh"
export SQLX_OFFLINE=true # queries were checked when .sqlx was written; a build needs no database

build_wasm() { cargo build --target wasm32-unknown-unknown --profile wasm-release -p wasm --lib; }
build_server() { cargo build --release -p server; }
build_assets() { node scripts/assets.mjs "$TARGET/wasm32-unknown-unknown/wasm-release/wasm.wasm" "${1:-$TARGET/site}"; }

case ${1:-all} in
all)
  [ -x "$TARGET/release/landside" ] || need_space "$TARGET" 4000
  STEPS=3
  step "Building the server" build_server || die "The server could not be built." "The reason is above; run the same command again when it is gone."
  step "Building the browser's module" build_wasm || die "The browser's module could not be built." "The reason is above; run the same command again when it is gone."
  step "Bundling style, fonts and module" build_assets || die "The assets could not be made." "The reason is above; run the same command again when it is gone."
  ;;
server) build_server ;;
wasm) build_wasm ;;
assets) build_assets "${2:-}" ;;
*) die "Unknown part: $1." "Use build.sh all|server|wasm|assets [OUT]." ;;
esac
