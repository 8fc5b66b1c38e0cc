# Landside's verbs. Each finds what it needs and installs what is missing; the work is in scripts/.
.DEFAULT_GOAL := help
.PHONY: help run test bench demo fmt sqlx clean-state

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## build what changed and serve http://127.0.0.1:3000 with demo data (PORT, DATABASE_URL)
	@scripts/run.sh

test: ## every check: formatting, lints, rules, use-cases, journeys in Chromium
	@scripts/test.sh

bench: ## measure against the budgets, on a database of its own (BENCH_CASES, BENCH_STREAMS)
	@scripts/bench.sh

demo: ## put the demo people's trips back around today
	@scripts/demo.sh

fmt: ## format the Rust code
	@cargo fmt --all

sqlx: ## ask Postgres again about every query, after a change to SQL or schema
	@scripts/sqlx.sh write

clean-state: ## forget the private database and everything in it
	@scripts/clean-state.sh
