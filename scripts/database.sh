# shellcheck shell=bash
# The database of `make run`, for the scripts that work on it: DATABASE_URL where it is given, else the private Postgres,
# which stops when the last of those scripts ends. Read after lib.sh.

# Each of them holds a share of this lock, which dies with it however it ends.
open_database() {
  [ -z "${DATABASE_URL:-}" ] || return 0
  mkdir -p "$STATE"
  exec 9>"$STATE/in-use"
  flock -s 9
  PRIVATE=yes
  scripts/postgres.sh start 9>&-
  DATABASE_URL=$(scripts/postgres.sh url)
  export DATABASE_URL
}

close_database() {
  if [ -n "${PRIVATE:-}" ] && flock -xn 9; then scripts/postgres.sh stop 9>&-; fi
}
