#!/usr/bin/env bash
# A private Postgres of this checkout: postgres.sh start|stop|url|status|found|remove [run|test]
#   run   keeps its data between runs (the default)
#   test  is made anew at every start, trades safety for speed, and is thrown away
# It listens on its own port of 127.0.0.1 and on a socket only its owner may open; the password is generated.
. "$(dirname "$0")/lib.sh"

VERB=${1:-} NAME=${2:-run}

# The programs of the newest installed Postgres, 15 or later; of the cluster's own version where there is one.
find_programs() {
  local dir version want=''
  [ -r "$DATA/PG_VERSION" ] && want=$(cat "$DATA/PG_VERSION")
  for dir in $(printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin | sort -rV) "$(dirname "$(command -v postgres || echo /nowhere/x)")"; do
    [ -x "$dir/initdb" ] || continue
    version=$("$dir/postgres" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
    if [ "${want:-$version}" = "$version" ] && [ "$version" -ge 15 ]; then
      BIN=$dir
      return
    fi
  done
  return 1
}

# Postgres refuses to run as root, so there the cluster belongs to the user `postgres`.
as_owner() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }
write() { as_owner tee "$1" >/dev/null; }

# Under .landside, unless the owner cannot enter a folder above it (root's home is such a place).
place() {
  HOME_DIR=$STATE/postgres/$NAME
  if [ "$(id -u)" = 0 ] && id postgres >/dev/null 2>&1; then
    local above=$STATE
    while [ ! -d "$above" ]; do above=$(dirname "$above"); done
    if ! as_owner test -x "$above"; then
      HOME_DIR=/var/lib/landside/$(printf %s "$ROOT" | sha256sum | cut -c1-12)/$NAME
      ELSEWHERE=yes
    fi
  fi
  DATA=$HOME_DIR/data
  # A socket's path may have 107 bytes, of which its name takes some.
  SOCKETS=$HOME_DIR/socket
  [ ${#SOCKETS} -le 85 ] || SOCKETS=/tmp/landside-$(printf %s "$HOME_DIR" | sha256sum | cut -c1-12)
}

# Asked of the system rather than of pg_ctl, which takes a dead server not yet buried, or a stranger with its old pid, for alive.
running() {
  local pid
  pid=$(head -n 1 "$DATA/postmaster.pid" 2>/dev/null) &&
    [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = postgres ] && [ "$(readlink "/proc/$pid/cwd")" = "$DATA" ]
}

url() { echo "postgres://landside:$(cat "$HOME_DIR/password")@127.0.0.1:$(cat "$HOME_DIR/port")/${1:-landside}"; }

create() {
  mkdir -p "$HOME_DIR"
  [ "$(id -u)" != 0 ] || chown postgres: "$HOME_DIR"
  chmod 700 "$HOME_DIR" # so the password below is nobody else's to read
  # A first attempt that was cut short leaves half a cluster, which holds nothing yet.
  as_owner rm -rf "$DATA" "$DATA.new"
  head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' | write "$HOME_DIR/password"
  as_owner "$BIN/initdb" -D "$DATA.new" -U landside -E UTF8 --locale=C.UTF-8 -A scram-sha-256 \
    --pwfile "$HOME_DIR/password" --no-sync || return
  echo "include 'landside.conf'" | as_owner tee -a "$DATA.new/postgresql.conf"
  as_owner mv "$DATA.new" "$DATA"
}

# Written at every start, because the port may have been taken meanwhile.
settings() {
  echo "listen_addresses = '127.0.0.1'"
  echo "port = $1"
  echo "unix_socket_directories = '$SOCKETS'"
  echo "unix_socket_permissions = 0700"
  echo "max_connections = 200"
  echo "shared_buffers = 256MB"
  echo "max_wal_size = 2GB"
  [ ! -e "$("$BIN/pg_config" --pkglibdir 2>/dev/null)/pg_stat_statements.so" ] || echo "shared_preload_libraries = 'pg_stat_statements'"
  [ "$NAME" != test ] || printf '%s = off\n' fsync synchronous_commit full_page_writes
}

launch() {
  local port
  port=$(cat "$HOME_DIR/port" 2>/dev/null || free_port)
  ! port_taken "$port" || port=$(free_port)
  settings "$port" | write "$DATA/landside.conf"
  echo "$port" | write "$HOME_DIR/port"
  as_owner mkdir -p "$SOCKETS" && as_owner chmod 700 "$SOCKETS" || return
  as_owner "$BIN/pg_ctl" -D "$DATA" -l "$HOME_DIR/log" -t 120 -s -w start >/dev/null 2>&1 </dev/null 7>&-
}

ensure_cluster() {
  [ -z "${ELSEWHERE:-}" ] || say "The user postgres may not enter $ROOT: the database is in $HOME_DIR."
  [ -e "$DATA/PG_VERSION" ] && need_space "$DATA" 200 && return
  need_space "$HOME_DIR" 2000
  create >"$LOGS/initdb.log" 2>&1 && return
  cat "$LOGS/initdb.log" >&2
  explain_full_disk "$LOGS/initdb.log"
  die "Postgres could not create a cluster in $HOME_DIR." "Its words are above."
}

start() {
  [ "$NAME" = run ] || remove
  ! running || return 0
  ensure_cluster
  rm -f "$DATA/postmaster.pid" "$SOCKETS"/.s.PGSQL.* # a killed run's; Postgres would heed them
  # The children of a killed server need a moment to notice and let go of its memory: hence the second try.
  launch || { sleep 3 && launch; } || {
    tail -n 20 "$HOME_DIR/log" >&2
    explain_full_disk "$HOME_DIR/log"
    die "Postgres did not start in $HOME_DIR." "Its last words are above; \`make clean-state\` begins anew and forgets the data."
  }
  "$BIN/psql" -qAt "$(url postgres)" -c "SELECT 1 FROM pg_database WHERE datname = 'landside'" | grep -q 1 ||
    "$BIN/createdb" --maintenance-db="$(url postgres)" landside
}

stop() { ! running || as_owner "$BIN/pg_ctl" -D "$DATA" -s -m fast -t 60 -w stop; }

remove() {
  stop
  rm -rf "$HOME_DIR" "$SOCKETS"
}

place
mkdir -p "$LOGS"
find_programs || [ "$VERB" = remove ] || [ "$VERB" = stop ] || {
  [ "$VERB" != found ] || exit 1
  [ ! -r "$DATA/PG_VERSION" ] ||
    die "The data in $DATA needs Postgres $(cat "$DATA/PG_VERSION"), which is not installed." \
      "Run \`apt-get install postgresql-$(cat "$DATA/PG_VERSION")\`, or \`make clean-state\` to begin anew."
  die "Postgres 15 or later is not installed." "Run \`apt-get install -y --no-install-recommends postgresql\`, or give a DATABASE_URL."
}
# One at a time: two runs may begin in the same second.
exec 7>"$STATE/postgres-$NAME.lock"
flock 7
case $VERB in
found) ;;
start) start ;;
stop) stop ;;
remove) remove ;;
url) url ;;
status) if running; then say "running: $DATA on port $(cat "$HOME_DIR/port")"; else say "stopped: $DATA" && exit 3; fi ;;
*) die "Unknown verb: ${VERB:-none}." "Use postgres.sh start|stop|url|status|remove [run|test]." ;;
esac
