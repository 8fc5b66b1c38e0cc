#!/usr/bin/env bash
# make bench: the figures of the budgets, each with its budget beside it, on a database of its own.
# BENCH_CASES=100000 and BENCH_STREAMS=500 shrink it; BENCH_ONLY="page process" takes parts: cases changes bags matching feedback reports answers mail page process site.
. "$(dirname "$0")/lib.sh"
SITE=$TARGET/site
LIGHTHOUSE_VERSION=12.8.2 # the last for Node.js 20
export SQLX_OFFLINE=true LANDSIDE_SITE=$SITE

# shellcheck disable=SC2317 # called by the trap
finish() {
  trap '' INT TERM HUP
  [ -z "${SERVER:-}" ] || { kill -TERM "$SERVER" 2>/dev/null && wait "$SERVER"; } || true
  scripts/postgres.sh remove test
}

part() { case " ${BENCH_ONLY:-cases changes bags matching feedback reports answers mail page process site} " in *" $1 "*) ;; *) return 1 ;; esac; }
build_bench() { cargo build --release -p server --features bench --bin landside-bench; }
# memory as `make run` and README's deployment have it
MALLOC=MALLOC_MMAP_THRESHOLD_=131072
bench() { env $MALLOC "$TARGET/release/landside-bench" "$@" 8>&-; }

# A database of its own for each measurement, so that none inherits another's cache or rows.
database() {
  scripts/postgres.sh url test | sed "s|/landside\$|/$1|"
}
make_database() {
  psql -qX "$(scripts/postgres.sh url test)" -c "create database $1"
}

scripts/tools.sh test
mkdir -p "$STATE"
exec 8>"$STATE/testing"
flock -n 8 || die "The tests or a measurement are already running in this checkout." "Wait for them to end."
need_space "$STATE" 8000
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
scripts/build.sh all
STEPS=1
STEP=0
step "Building the measuring program" build_bench || die "The measuring program could not be built." "The reason is above."
scripts/postgres.sh start test 8>&-

measure_cases() {
  say "" "Queue, search and case page in the database"
  make_database bench_small
  make_database bench_large
  DATABASE_URL=$(database bench_large) bench cases --small-url "$(database bench_small)"
}

measure_changes() {
  say "" "Other flights found, held and confirmed"
  make_database bench_changes
  DATABASE_URL=$(database bench_changes) bench changes
}

measure_bags() {
  say "" "Baggage messages, from the door to where the bag is"
  make_database bench_bags
  DATABASE_URL=$(database bench_bags) bench bags
}

measure_matching() {
  say "" "Bags missed and found, brought together"
  bench matching
}

measure_feedback() {
  say "" "What passengers write: how often it is understood"
  [ -r "${BENCH_FEEDBACK:=../shared/data/airline_feedback.csv}" ] || { say "" "$BENCH_FEEDBACK is not here: not measured."; return 0; }
  bench feedback --file "$BENCH_FEEDBACK"
}

measure_reports() {
  say "" "Reports over a million answers, and a crowd that answers at once"
  make_database bench_reports
  DATABASE_URL=$(database bench_reports) bench reports
}

measure_answers() {
  say "" "Help search: blind questions, then ten thousand articles"
  make_database bench_answers
  DATABASE_URL=$(database bench_answers) bench answers
}

measure_mail() {
  say "" "Messages in, letters out"
  make_database bench_mail
  DATABASE_URL=$(database bench_mail) bench mail --program "$TARGET/release/landside" --port "$(free_port)"
}

measure_page() {
  say "" "The case page against a compiled template"
  make_database bench_page
  DATABASE_URL=$(database bench_page) bench page
}

measure_process() {
  say "" "One server process"
  make_database bench_process
  DATABASE_URL=$(database bench_process) bench process --program "$TARGET/release/landside" --port "$(free_port)"
}

# For this alone: nothing else here needs it, and it brings many packages.
install_lighthouse() {
  [ "$(node -p "require('$LIGHTHOUSE/node_modules/lighthouse/package.json').version" 2>/dev/null || true)" = "$LIGHTHOUSE_VERSION" ] ||
    npm install --no-audit --no-fund --loglevel=error --prefix "$LIGHTHOUSE" "lighthouse@$LIGHTHOUSE_VERSION"
}

measure_site() {
  export LIGHTHOUSE=$STATE/tools/lighthouse
  STEPS=1 STEP=0
  step "Installing Lighthouse, once" install_lighthouse || die "npm could not install Lighthouse." "Check the network and run the same command again."
  say "" "Bytes before a page is usable"
  make_database bench_site
  PORT=$(free_port)
  export PORT
  DATABASE_URL=$(database bench_site) LANDSIDE_LOG=error env $MALLOC setpriv --pdeathsig TERM "$TARGET/release/landside" serve --demo >"$LOGS/bench-server.log" 8>&- &
  SERVER=$!
  for _ in $(seq 300); do
    node -e 'fetch(process.argv[1]).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))' "http://127.0.0.1:$PORT/health/ready" && break
    sleep 0.2
  done
  bench bytes --url "http://127.0.0.1:$PORT" --site "$SITE"
  say "" "Passenger pages on a slow phone: performance, accessibility, best practices"
  node end2end/lighthouse.mjs "http://127.0.0.1:$PORT" 8>&-
}

BEGUN=$SECONDS
for name in cases changes bags matching feedback reports answers mail page process site; do ! part "$name" || "measure_$name"; done
say "" "Measured in $(((SECONDS - BEGUN) / 60)) min $(((SECONDS - BEGUN) % 60)) s."
