# Needs only Python 3.11 or newer with pip and venv. `make` alone says what there is.

PYTHON ?= python3
BIN := .venv/bin
CORPUS ?= examples
QUICK := tests/text tests/quantities tests/layout tests/targets tests/rules/test_rule_examples.py

.DEFAULT_GOAL := help
.PHONY: help report test quick scores bench bench-peers lint format clean

help:  ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

report: .venv/.installed  ## turn examples/ into tables and a page, and print where the page is
	$(BIN)/target-metrics run examples

test: .venv/.installed-dev  ## run every test, some in a browser (25 minutes on two cores)
	$(BIN)/pytest

quick: .venv/.installed-dev  ## run the tests of reading and all examples of rules, in less than a minute
	$(BIN)/pytest -q $(QUICK)

scores: .venv/.installed-dev  ## print the scores on the annotated documents
	$(BIN)/pytest -q -rP tests/extraction/test_gold.py

bench: .venv/.installed-dev  ## measure the speed over CORPUS=folder, into docs/speed.md
	$(BIN)/python benchmarks/speed.py $(CORPUS) docs/speed.md

bench-peers:  ## measure other readers of quantities on CORPUS=folder, into docs/speed-peers.md
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --editable . 'jionlp>=1.5.31,<1.6' 'cn2an>=0.5.23,<0.6' \
		'quantulum3>=0.10,<0.11' recognizers-text-suite==1.0.2a2 'emoji<2'  # it fails with a later emoji
	.venv-peers/bin/python benchmarks/peers.py $(CORPUS) docs/speed-peers.md

lint: .venv/.installed-dev  ## check style, types and who imports whom
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/.installed-dev  ## put every file into the one style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean:  ## remove the environment and what tools left behind
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache

.venv/.installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

.venv/.installed-dev: .venv/.installed
	$(BIN)/python -m pip install --quiet --group dev
	touch $@
