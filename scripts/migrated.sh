#!/usr/bin/env bash
# A database with the schema of server/migrations and nothing in it, made on the test cluster: migrated.sh NAME
# Prints its address. psql applies the files, so that queries can be checked before anything is built.
. "$(dirname "$0")/lib.sh"

export PGOPTIONS='-c client_min_messages=warning'
url=$(scripts/postgres.sh url test)
here=${url%/*}/$1
{
  psql -qX "$url" -c "DROP DATABASE IF EXISTS $1" -c "CREATE DATABASE $1"
  for file in server/migrations/*.sql; do psql -qX -v ON_ERROR_STOP=1 --single-transaction -f "$file" "$here"; done
} >/dev/null
echo "$here"
