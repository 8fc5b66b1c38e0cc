# shellcheck shell=bash
# What every script here shares: where things are, how it speaks, how it fails.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"
STATE=${LANDSIDE_STATE:-$ROOT/.landside}
# shellcheck disable=SC2034 # used by those who read this file
TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
LOGS=$STATE/log
export PATH="$STATE/tools/bin:$HOME/.cargo/bin:$ROOT/node_modules/.bin:$PATH"
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

STEP=0
STEPS=0 # how many steps the script has; it sets this itself

say() { printf '%s\n' "$*"; }

# die WHAT DO: one sentence what happened, one what to do about it.
die() {
  printf '\nlandside: %s\n          %s\n' "$1" "$2" >&2
  exit 1
}

# Explains a full disk wherever one shows up in a log, naming the fullest we write to; says nothing otherwise.
explain_full_disk() {
  local fullest
  grep -qsE 'No space left on device|os error 28|ENOSPC' "$1" || return 0
  fullest=$(df -Pk "$ROOT" "$STATE" "$TARGET" /tmp 2>/dev/null | awk 'NR > 1 {print int($4 / 1024) " MB left on " $6}' | sort -n | head -n 1)
  die "The disk is full: $fullest." "Free some space (\`cargo clean\` gives back what builds took) and run the same command again."
}

# need_space DIR MB: fails early, before minutes of building end in a full disk.
need_space() {
  local dir=$1 free
  while [ ! -d "$dir" ]; do dir=$(dirname "$dir"); done
  free=$(df -Pk "$dir" | awk 'NR==2 {print int($4 / 1024)}')
  [ "$free" -ge "$2" ] ||
    die "The disk is nearly full: $free MB left for $dir, and this needs about $2 MB." \
      "Free some space there and run the same command again."
}

# step TEXT COMMAND…: one numbered line with the seconds it took. The output goes to a log, shown only when the command fails.
step() {
  local text=$1 begun=$SECONDS log ticker='' code=0
  shift
  STEP=$((STEP + 1))
  log=$LOGS/$(basename "$0" .sh)-$STEP.log
  mkdir -p "$LOGS"
  if [ -t 1 ]; then
    (while sleep 1 && kill -0 $$; do printf '\r[%s/%s] %s … %s s ' "$STEP" "$STEPS" "$text" "$((SECONDS - begun))"; done) 2>/dev/null &
    ticker=$!
  else
    printf '[%s/%s] %s …' "$STEP" "$STEPS" "$text"
  fi
  "$@" >"$log" 2>&1 || code=$?
  if [ -n "$ticker" ]; then
    kill "$ticker" 2>/dev/null || true
    wait "$ticker" 2>/dev/null || true
    printf '\r[%s/%s] %s …' "$STEP" "$STEPS" "$text"
  fi
  printf ' %s s\n' "$((SECONDS - begun))"
  [ "$code" = 0 ] && return
  tail -n 60 "$log" >&2
  explain_full_disk "$log"
  return "$code"
}

# The version of wasm-bindgen the crates are pinned to; its tool must be the same.
wasm_bindgen_version() { sed -n 's/^wasm-bindgen = "=\(.*\)"$/\1/p' Cargo.toml; }

# A fingerprint of the named files and folders: same input, same line.
fingerprint() { find "$@" -type f -print0 2>/dev/null | sort -z | xargs -0r sha256sum | sha256sum | cut -d' ' -f1; }

# free_port: a port of 127.0.0.1 nobody listens on, below those the system hands out by itself.
free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + RANDOM % 10000))
    port_taken "$port" || { echo "$port" && return; }
  done
  die "No free port was found between 20000 and 30000." "Stop some of the programs that listen there."
}

port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
