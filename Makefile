# PYTHON=python3.12 make run   uses that Python for a new .venv
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check -c constraints.txt

.PHONY: run test test-engines check sample screenshots bench
.DELETE_ON_ERROR:

run: .venv/run.installed        ## start on localhost and open the browser
	$(BIN)/python -m streamlit run app.py

test: .venv/test.installed      ## the whole suite
	$(BIN)/python tests/browser/find_browser.py --install
	$(BIN)/python -m pytest

test-engines: .venv-engine/installed  ## every question of every page and metric, and whole pages, asked of ClickHouse and Spark too
	.venv-engine/bin/python -m pytest -n0 tests/engines/answers.py
	.venv-engine/bin/python -m tests.engines.run

check: .venv/test.installed     ## format, lint, types, directions of imports
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

sample: .venv/run.installed     ## write the sample company anew
	$(BIN)/python sample_data/make.py
	$(BIN)/python sample_data/pictures.py

screenshots: .venv/test.installed  ## every page, both languages, into artefacts/
	$(BIN)/python tests/browser/find_browser.py --install
	$(BIN)/python -m tests.browser.screenshots

bench: .venv/test.installed     ## the speed of it all as ratios; ARGS="--only csv --rounds 3"
	$(BIN)/python tests/browser/find_browser.py --install
	$(BIN)/python -m benchmarks.run $(ARGS)

.venv/test.installed: tests/requirements.txt .venv/run.installed
	$(PIP) -r requirements.txt -r tests/requirements.txt
	@touch $@

# Other engines in an environment of their own: what salesdash runs on stays as it is.
.venv-engine/installed: requirements-engine.txt tests/engines/requirements.txt tests/requirements.txt requirements.txt constraints.txt | $(BIN)/python
	$(BIN)/python -m venv .venv-engine
	.venv-engine/bin/python -m pip install --disable-pip-version-check -c constraints.txt \
	  -r requirements.txt -r tests/requirements.txt -r requirements-engine.txt -r tests/engines/requirements.txt
	@touch $@

.venv/run.installed: requirements.txt constraints.txt | $(BIN)/python
	$(PIP) -r requirements.txt
	@touch $@

# Debian keeps a part of venv (ensurepip) in a package of its own.
APT_VENV := test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -q && \
  DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends python3-venv

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'salesdash needs Python 3.11 or newer; name one: make run PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { $(APT_VENV); } || \
	  { echo 'This Python lacks venv; on Debian and Ubuntu: sudo apt install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv .venv
