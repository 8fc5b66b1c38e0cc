#!/usr/bin/env bash
# make run: everything from nothing to a portal that answers, and everything stopped again at the end.
. "$(dirname "$0")/lib.sh"
. scripts/database.sh
# Loading the demo on a busy machine has statements of seconds, whose text would bury what a reader looks for here.
export LANDSIDE_LOG=${LANDSIDE_LOG:-info,sqlx=error}
export PORT=${PORT:-3000} LANDSIDE_SITE=${LANDSIDE_SITE:-$TARGET/site} LANDSIDE_STATE=$STATE LANDSIDE_FILES=${LANDSIDE_FILES:-$STATE/attachments}

! port_taken "$PORT" ||
  die "Port $PORT is taken by another program." "Stop that program, or choose another port: \`PORT=$((PORT + 1)) make run\`."
scripts/tools.sh run
scripts/build.sh all

. scripts/payments.sh
SERVER=''
# shellcheck disable=SC2317 # called by the trap
finish() {
  trap '' INT TERM HUP
  if [ -n "$SERVER" ]; then
    kill -TERM "$SERVER" 2>/dev/null || true
    wait "$SERVER" || true
  fi
  close_payments
  close_database
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

open_database
open_payments "$TARGET/release/landside" "$PORT" "${PAYMENTS_PORT:-4020}" "$STATE/payments.jsonl"
# Left to itself, glibc keeps what loading the demo took (35 MB more) for as long as the server runs: it moves the size
# from which memory is given back. Should this script be killed outright, the server is told to end as well.
MALLOC_MMAP_THRESHOLD_=131072 setpriv --pdeathsig TERM "$TARGET/release/landside" serve --demo 9>&- &
SERVER=$!
code=0
wait "$SERVER" || code=$?
SERVER=''
exit "$code"
