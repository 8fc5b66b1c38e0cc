#!/usr/bin/env bash
# make test: every check there is, on a Postgres made for it and thrown away, ending in one line: N passed, N failed.
# A check that fails does not keep the others from running.
. "$(dirname "$0")/lib.sh"
export SQLX_OFFLINE=true
. scripts/payments.sh
SITE=$TARGET/test-site
passed=0 failed=0

# check TEXT COMMAND…: a step that counts as one test.
check() { if step "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)) && return 1; fi; }

# Counts each test of each crate, and repeats what the failing ones said.
cargo_tests() {
  local log=$LOGS/cargo-test.log code=0
  DATABASE_URL=$(scripts/postgres.sh url test) cargo test --workspace --exclude wasm --no-fail-fast >"$log" 2>&1 || code=$?
  sed -n '/^failures:$/,/^test result/p; /^error/p' "$log"
  return "$code"
}
count_cargo_tests() {
  local results
  results=$(grep '^test result' "$LOGS/cargo-test.log" || true)
  printf '%s\n' "$results" | sort | uniq -c | grep -v ' 0 passed; 0 failed' || true
  passed=$((passed + $(grep -oE '[0-9]+ passed' <<<"$results" | awk '{n += $1} END {print n + 0}')))
  failed=$((failed + $(grep -oE '[0-9]+ failed' <<<"$results" | awk '{n += $1} END {print n + 0}')))
}

# shellcheck disable=SC2317 # called by the trap
finish() {
  trap '' INT TERM HUP
  [ -z "${SERVER:-}" ] || { kill -TERM "$SERVER" 2>/dev/null && wait "$SERVER"; } || true
  close_payments
  scripts/postgres.sh remove test
  rm -rf "$STATE/test-attachments" "$STATE/test-payments.jsonl"
}

answers() { node -e 'fetch(process.argv[1]).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))' "$1"; }

# A development build with the demo data, on a database and a port of its own.
start_server() {
  local port
  port=$(free_port)
  # the journeys say where each browser comes from, so that limits by address do not count them as one
  export LANDSIDE_TRUSTED_PROXIES=1
  export LANDSIDE_URL=http://127.0.0.1:$port LANDSIDE_SITE=$SITE LANDSIDE_PROGRAM=$TARGET/debug/landside
  DATABASE_URL=$(scripts/postgres.sh url test)
  export DATABASE_URL
  export LANDSIDE_FILES=$STATE/test-attachments
  rm -rf "$LANDSIDE_FILES" "$STATE/test-payments.jsonl"
  # a provider of the environment is nobody's to test with
  unset LANDSIDE_PAYMENTS_URL LANDSIDE_RESERVATIONS_URL
  export LANDSIDE_PAYMENTS_COMPARE_SECONDS=2
  open_payments "$TARGET/debug/landside" "$port" "$(free_port)" "$STATE/test-payments.jsonl" 8>&-
  PORT=$port setpriv --pdeathsig TERM "$TARGET/debug/landside" serve --demo >"$LOGS/journeys-server.log" 2>&1 &
  SERVER=$!
}
await_server() {
  for _ in $(seq 600); do
    answers "$LANDSIDE_URL/health/ready" && return
    kill -0 "$SERVER" 2>/dev/null || break
    sleep 0.5
  done
  tail -n 40 "$LOGS/journeys-server.log"
  return 1
}
# Trips of the journeys' own, which they change and cancel.
trips() {
  local file=$LOGS/journeys-bookings.csv
  node end2end/support/bookings.mjs "$LANDSIDE_URL" >"$file" && "$TARGET/debug/landside" import bookings "$file" >>"$LOGS/journeys-server.log" 2>&1
}
# What the journeys bring mail and messages with.
tokens() {
  LANDSIDE_MAIL_TOKEN=$("$TARGET/debug/landside" token create --name "journeys $(date +%s)" --scope ingest-mail 2>/dev/null)
  LANDSIDE_SOCIAL_TOKEN=$("$TARGET/debug/landside" token create --name "journeys' connector $(date +%s)" --scope social:write 2>/dev/null)
  LANDSIDE_MESSAGES_TOKEN=$("$TARGET/debug/landside" token create --name "journeys' airport $(date +%s)" --scope ingest-messages 2>/dev/null)
  export LANDSIDE_MAIL_TOKEN LANDSIDE_SOCIAL_TOKEN LANDSIDE_MESSAGES_TOKEN
}

# The running server against its own document: seeded, a bounded number of requests for each address, all checks there are.
api() (
  local token
  token=$("$TARGET/debug/landside" token create --name "schemathesis $(date +%s)" --department '*' --per-minute 1000000 \
    --scope flights:read --scope help:read --scope cases:read --scope cases:staff --scope cases:write --scope cases:answer --scope social:write 2>/dev/null)
  cd "$LOGS"
  timeout 90 "$STATE/tools/schemathesis/bin/schemathesis" run "$LANDSIDE_URL/api/openapi.json" --header "Authorization: Bearer $token" \
    --seed 1 --max-examples 6 --warnings off --no-color
)

# Both of its projects, scripts off and scripts on; its own words go straight to the reader.
journeys() {
  local report=$LOGS/journeys.json counts
  rm -f "$report"
  LANDSIDE_REPORT=$report playwright test --config end2end/playwright.config.ts --pass-with-no-tests || true
  # shellcheck disable=SC2016 # Node's own template
  counts=$(node -p 'const { stats: s } = JSON.parse(fs.readFileSync(process.argv[1])); `${s.expected + s.flaky} ${s.unexpected}`' "$report") ||
    counts="0 1"
  passed=$((passed + ${counts% *})) failed=$((failed + ${counts#* }))
}

scripts/tools.sh test
mkdir -p "$STATE"
exec 8>"$STATE/testing"
flock -n 8 || die "The tests are already running in this checkout." "Wait for them to end."
[ -d "$TARGET/debug" ] || need_space "$TARGET" 6000
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
scripts/postgres.sh start test 8>&-

STEPS=11
check "Formatting" cargo fmt --all --check || true
check "Queries against the schema" scripts/sqlx.sh check || true
check "Lints" cargo clippy --workspace --exclude wasm --all-targets -- -D warnings || true
check "Lints of the browser's half" cargo clippy -p wasm --target wasm32-unknown-unknown -- -D warnings || true
# All targets at once, so that the server of the journeys and the tests share every dependency.
if check "Compiling" cargo build --workspace --exclude wasm --all-targets; then
  step "Rules and use-cases" cargo_tests || true
  count_cargo_tests
  if check "Building the browser's module" scripts/build.sh wasm &&
    check "Bundling style, fonts and module" scripts/build.sh assets "$SITE" &&
    check "Every island is exported" node scripts/islands.mjs "$SITE"; then
    start_server 8>&-
    if check "Starting the server with its demo data" await_server; then
      tokens && trips && journeys
      check "The API does what its document says" api || true
    fi
  fi
fi
say "$passed passed, $failed failed"
[ "$failed" = 0 ]
