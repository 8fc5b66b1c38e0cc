#!/usr/bin/env bash
# What the compiler learnt from Postgres about each query, kept in server/desk/.sqlx so that builds need no database.
#   sqlx.sh write   asks a freshly migrated database again (`make sqlx`)
#   sqlx.sh check   fails where server/desk/.sqlx is not what that would give
# The test cluster must be running for `check`; `write` starts and removes one.
. "$(dirname "$0")/lib.sh"

KEPT=server/desk/.sqlx
INPUTS=(server/desk server/migrations)

# The macros write only while they compile: hence the touch. Which cargo command compiles them is the caller's choice.
ask() {
  local url
  url=$(scripts/migrated.sh queries)
  rm -rf "$TARGET/sqlx"
  mkdir -p "$TARGET/sqlx"
  find server/desk/src server/desk/tests -name '*.rs' -exec touch {} + 2>/dev/null || true
  SQLX_OFFLINE=false DATABASE_URL=$url SQLX_OFFLINE_DIR=$TARGET/sqlx "$@"
}

case ${1:-} in
write)
  trap 'scripts/postgres.sh remove test' EXIT
  scripts/postgres.sh start test
  ask cargo check -q -p desk --all-targets || die "The desk does not compile against the schema of server/migrations." "The compiler's words are above; $KEPT is as it was."
  rm -rf "$KEPT"
  cp -r "$TARGET/sqlx" "$KEPT"
  say "$(find "$KEPT" -name '*.json' | wc -l) queries in $KEPT"
  ;;
check)
  now=$(fingerprint "${INPUTS[@]}")
  [ "$now" != "$(cat "$TARGET/sqlx.checked" 2>/dev/null)" ] || exit 0
  # the very command of the lints, which then find it all compiled
  ask cargo clippy --workspace --exclude wasm --all-targets -- -D warnings
  mkdir -p "$KEPT"
  diff -rq "$KEPT" "$TARGET/sqlx" | head -n 5 || die "$KEPT is out of date." "Run \`make sqlx\` and commit what it changes."
  echo "$now" >"$TARGET/sqlx.checked"
  ;;
*) die "Unknown verb: ${1:-none}." "Use sqlx.sh write|check." ;;
esac
