#!/usr/bin/env bash
# make demo: puts the demo people's trips back around today, in the database of `make run`.
. "$(dirname "$0")/lib.sh"
. scripts/database.sh
export LANDSIDE_STATE=$STATE

[ -x "$TARGET/release/landside" ] ||
  die "The server is not built yet." "Run \`make run\` first: it builds it and loads the demo data."
trap close_database EXIT
open_database
"$TARGET/release/landside" demo 9>&-
