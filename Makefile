# Every task of the project. Needs make and Python 3.11 or later, nothing else.
# Options for a task: make demo ARGS="--headless --export out"

PYTHON ?= python3
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
# Two stamps, because trying Cairn needs a fraction of what working on it needs.
RUNTIME := $(VENV)/runtime.stamp
DEV := $(VENV)/dev.stamp
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes
COMPILE := $(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help venv demo test lint bench harness lock clean

help: ## list these tasks
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

venv: $(DEV) ## make .venv from the hashed lock

demo: export CAIRN_MAKE_BEGAN := $(shell date +%s)
demo: $(RUNTIME) ## try Cairn on a GitHub in a box: no account, no network
	CAIRN_DEMO_BEGAN=$$(date +%s) $(BIN)/python -m app demo $(ARGS)

# Thousands of small databases: where memory can hold them (4 GB), the disk need not.
IN_MEMORY := $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4000000 {print "/dev/shm"}')

test: lint ## check everything, on SQLite and PostgreSQL
	$(if $(IN_MEMORY),TMPDIR=$${TMPDIR:-$(IN_MEMORY)}) $(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

lint: $(DEV) ## style, types and layering
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports --no-logo

bench: $(DEV) ## acks a second, beside Probot's; reads, beside polling
	$(BIN)/python -m tests.benchmarks.acks $(ARGS)
	$(BIN)/python -m tests.benchmarks.polling

harness: $(DEV) ## play 2,000 random histories of a cohort
	$(BIN)/python -m tests.harness $(ARGS)

lock: $(DEV) ## write requirements/*.txt anew; ARGS=--upgrade for newer versions
	$(COMPILE) $(ARGS) requirements/runtime.in -o requirements/runtime.txt
	$(COMPILE) $(ARGS) requirements/dev.in -c requirements/runtime.txt -o requirements/dev.txt

clean: ## remove what these tasks made, but no database
	rm -rf $(VENV) .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	rm -rf tests/benchmarks/probot/node_modules
	find app workflows tests -name __pycache__ -type d -prune -exec rm -rf {} +

# After a failure nothing half-made may stay, or the next run would take it for whole.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Cairn needs Python 3.11 or later as $(PYTHON); or say: make PYTHON=/path/to/python" >&2; \
		exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
		rm -rf $(VENV); \
		echo "$(PYTHON) cannot make a virtual environment (Debian, Ubuntu: install python3-venv)" >&2; \
		exit 1; }

$(RUNTIME): requirements/runtime.txt | $(BIN)/python
	$(INSTALL) -r $<
	@touch $@

$(DEV): requirements/dev.txt $(RUNTIME)
	$(INSTALL) -r $<
	@touch $@
