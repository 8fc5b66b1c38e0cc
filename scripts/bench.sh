#!/usr/bin/env bash
# make bench: the figures of the budgets, each with its budget beside it, on a database of its own.
# BENCH_CASES=100000 and BENCH_STREAMS=500 shrink it; BENCH_STREAMS=10000 is the whole budget.
. "$(dirname "$0")/lib.sh"
SITE=$TARGET/site
export SQLX_OFFLINE=true LANDSIDE_SITE=$SITE

# shellcheck disable=SC2317 # called by the trap
finish() {
  trap '' INT TERM HUP
  [ -z "${SERVER:-}" ] || { kill -TERM "$SERVER" 2>/dev/null && wait "$SERVER"; } || true
  scripts/postgres.sh remove test
}

build_bench() { cargo build --release -p server --features bench --bin landside-bench; }
bench() { "$TARGET/release/landside-bench" "$@" 8>&-; }

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

say "" "Queue, search and case page in the database"
make_database bench_small
make_database bench_large
DATABASE_URL=$(database bench_large) bench cases --small-url "$(database bench_small)"

say "" "Help search: blind questions, then ten thousand articles"
make_database bench_answers
DATABASE_URL=$(database bench_answers) bench answers

say "" "The case page against a compiled template"
make_database bench_page
DATABASE_URL=$(database bench_page) bench page

say "" "One server process"
make_database bench_process
PORT=$(free_port)
DATABASE_URL=$(database bench_process) bench process --program "$TARGET/release/landside" --port "$PORT"

say "" "Bytes before a page is usable"
export PORT
DATABASE_URL=$(database bench_process) LANDSIDE_LOG=error setpriv --pdeathsig TERM "$TARGET/release/landside" serve --demo 8>&- &
SERVER=$!
for _ in $(seq 300); do
  node -e 'fetch(process.argv[1]).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))' "http://127.0.0.1:$PORT/health/ready" && break
  sleep 0.2
done
bench bytes --url "http://127.0.0.1:$PORT" --site "$SITE"
