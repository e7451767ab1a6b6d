# What a stranger runs: `make demo` and `make test`. Both do all their own set-up.
.DEFAULT_GOAL := help
PY := .venv/bin/python
JOBS ?= 2

.PHONY: help demo serve test test-long lint types contracts check bench bench-short lock clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.PHONY: setup setup-dev
setup:
	@tools/setup.sh
setup-dev:
	@tools/setup.sh dev

demo: setup ## a synthetic province: made, taken in, reviewed, with the figures (about two minutes)
	@$(PY) -m baophu demo --scale province

serve: setup ## the web page over the demo's home, on this machine only
	@$(PY) -m baophu serve

test: setup-dev ## all tests but the long ones
	@$(PY) -m pytest -n $(JOBS) -m "not slow" $(PYTEST_ARGS)

test-long: setup-dev ## the long tests as well
	@$(PY) -m pytest -n $(JOBS) $(PYTEST_ARGS)

lint: setup-dev ## style
	@$(PY) -m ruff check . && $(PY) -m ruff format --check .

types: setup-dev ## types
	@$(PY) -m mypy

contracts: setup-dev ## who may import whom
	@.venv/bin/lint-imports

check: lint types contracts test ## everything but the benchmarks

bench: setup-dev ## speed, memory and accuracy beside the peers, on the same files (about half an hour)
	@$(PY) -m benchmarks.run
	@$(PY) -m benchmarks.contributions
	@$(PY) -m benchmarks.coverage

bench-short: setup-dev
	@$(PY) -m benchmarks.run --short
	@$(PY) -m benchmarks.contributions --short
	@$(PY) -m benchmarks.coverage --short

lock: ## write the lock files anew from pyproject.toml
	@tools/lock.sh

clean: ## forget the environment and what tests left
	rm -rf .venv out bench-data .pytest_cache .mypy_cache .ruff_cache
