# Each target stands alone in a fresh clone: it sets up .venv first, which is quick the second time.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3 || echo python3)
TORCH ?= torch==2.13.0
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test floors bench hardship lint format clean

demo: .venv/ready  ## ingest corpus/, print who said what, leave catalog.db and CSV files
	$(BIN)/quotecat demo corpus/articles

test: .venv/ready  ## run the tests
	$(BIN)/python -m pytest -q

floors: .venv/ready  ## hold the accuracy on all of ../shared/data against its floors: some minutes
	$(BIN)/python -m pytest -q -m floors

bench: .venv/ready  ## words a second beside the encoder alone, memory, time to the first result: half an hour
	$(BIN)/python -m benchmarks.speed

hardship: .venv/ready  ## kill, interrupt, flip bytes, fill the disk: the figures in README; a quarter of an hour
	$(BIN)/python -m benchmarks.hardship

lint: .venv/ready  ## check style, layout and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/ready  ## lay the code out and mend what can be mended by rule
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:  ## remove what the other targets made
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis dist build catalog.db catalog.db-* catalog-csv

# torch comes first and with its version: pip would else choose the newest, whatever its size.
.venv/ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "quotecat needs Python 3.11 or later, not " + sys.version.split()[0] + ": make PYTHON=path/to/python3.11")'
	@echo 'Setting up .venv: some minutes the first time ...' >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) install '$(TORCH)'
	@$(PIP) install --editable '.[dev]'
	@touch $@
