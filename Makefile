# make run · make test — everything else is for maintainers (README.md).
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PORT ?= 8501
VENV := .venv
PY := $(VENV)/bin/python
export PYTHONPATH := .
STAMP := $(VENV)/.installed

.PHONY: help setup run nightly test lint types imports words catalogs curated pytest prove bench lock format browser

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(STAMP): requirements/all.txt scripts/setup.sh
	@bash scripts/setup.sh $(VENV)
	@touch $@

setup: $(STAMP)  ## virtual environment with hash-locked packages

locale/.compiled: $(STAMP) $(wildcard locale/*/LC_MESSAGES/*.po)
	@$(PY) scripts/catalogs.py compile
	@touch $@

catalogs: locale/.compiled

nightly: catalogs  ## read the sources and publish a snapshot
	$(PY) -m pipelines nightly

run: catalogs  ## publish a snapshot if the facts changed, then open the site on PORT (8501)
	$(PY) -m pipelines nightly
	exec $(PY) -m streamlit run app.py --server.port $(PORT)

format: setup  ## rewrite the code in the house format
	$(VENV)/bin/ruff format . && $(VENV)/bin/ruff check --fix .

lint: setup  ## format, lint, types, import contracts
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

words: setup  ## extract texts into the catalogs (then translate what is empty)
	$(PY) scripts/catalogs.py update

curated: setup  ## check the facts kept by hand
	$(PY) -m pipelines curated check

browser:
	@bash scripts/browser.sh

test: lint catalogs curated browser  ## everything the gate runs
	$(PY) scripts/catalogs.py check
	$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not prove"

prove: catalogs browser  ## long proofs: faults, scale, accessibility
	$(PY) -m pytest -m prove
	AQSHA_FACES_LINKS=60 $(PY) -m pytest -n 2 --dist loadfile tests/web/faces
	AQSHA_HEARING_LINKS=50 $(PY) -m pytest tests/dashboard/hearing

bench: catalogs  ## speed of every page's script on the current snapshot
	$(PY) -m bench.pages

lock: setup  ## refresh the locked requirements from pyproject.toml
	@bash scripts/lock.sh
