#!/usr/bin/env bash
# make clean-state: forgets the private database and everything else a run has stored; keeps installed tools.
. "$(dirname "$0")/lib.sh"

mkdir -p "$STATE"
exec 9>"$STATE/in-use"
flock -xn 9 || die "A run is using the database." "Stop it and run the same command again."
scripts/postgres.sh remove run 9>&-
scripts/postgres.sh remove test 9>&-
find "$STATE" -mindepth 1 -maxdepth 1 ! -name tools -exec rm -rf {} +
say "Forgotten: the next \`make run\` begins with an empty database."
