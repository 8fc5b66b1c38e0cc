# shellcheck shell=bash
# The payment provider of `make run` and of the journeys: `landside sandbox payments`, on a port of its own, unless one is
# configured. Read after lib.sh.

PAYMENTS=''

# open_payments PROGRAM PORT-OF-THE-PORTAL PORT BOOK: starts it and tells the server where it is.
open_payments() {
  [ -z "${LANDSIDE_PAYMENTS_URL:-}" ] || return 0
  local port=$3
  ! port_taken "$port" || port=$(free_port)
  # known to the two of them alone, and to nobody once they have ended
  LANDSIDE_PAYMENTS_SECRET=$(cat /proc/sys/kernel/random/uuid)
  LANDSIDE_PAYMENTS_TOKEN=$(cat /proc/sys/kernel/random/uuid)
  export LANDSIDE_PAYMENTS_SECRET LANDSIDE_PAYMENTS_TOKEN LANDSIDE_PAYMENTS_URL=http://127.0.0.1:$port
  mkdir -p "$LOGS"
  setpriv --pdeathsig TERM "$1" sandbox payments --port "$port" --book "$4" --ingest "http://127.0.0.1:$2/ingest/payments" \
    >"$LOGS/payments.log" 2>&1 9>&- &
  PAYMENTS=$!
}

close_payments() {
  [ -z "$PAYMENTS" ] || { kill -TERM "$PAYMENTS" 2>/dev/null && wait "$PAYMENTS"; } 2>/dev/null || true
  PAYMENTS=''
}
