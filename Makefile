# The two commands that everybody needs: make run, make test. Both work on a machine that has Python 3.11
# or newer and make. PYTHON=... chooses another interpreter than the first one found.

PYTHON ?= $(shell for each in python3 python3.13 python3.12 python3.11; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$each; break; }; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header

.DEFAULT_GOAL := help
.PHONY: help run reset test test-full tools lint format contracts bench requirements

help:  ## say what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: .venv/base  ## install and run the whole simulator; Ctrl-C stops it
	@exec $(BIN)/python manage.py run

reset: .venv/base  ## forget all data
	@$(BIN)/python manage.py reset

test: .venv/dev tools  ## install what the tests need and run them all
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

test-full: .venv/dev tools  ## the tests that take long: every process killed again and again
	@$(BIN)/python -m pytest -m full --timeout=3600 $(ARGS)

lint: .venv/dev  ## ruff, mypy, import-linter, djlint, migrations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy .
	@$(BIN)/lint-imports
	@$(BIN)/djlint --quiet --check --lint templates
	@$(BIN)/python manage.py makemigrations --check --dry-run

format: .venv/dev  ## lay out the code as lint wants it
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/djlint --quiet --reformat templates

contracts: .venv/dev  ## make the typed messages from the schemas again
	@$(BIN)/python -m contracts.generate

bench: .venv/dev  ## measure, against a simulator that it starts itself
	@$(BIN)/python -m bench $(ARGS)
	@$(BIN)/python -m bench.relay
	@$(BIN)/python -m bench.relay --servers
	@$(BIN)/python -m bench.failing_operators --servers
	@$(BIN)/python -m bench.register
	@$(BIN)/python -m bench.register --servers
	@$(BIN)/python -m bench.journal
	@$(BIN)/python -m bench.recording
	@$(BIN)/python -m bench.runs
	@$(BIN)/python -m bench.waiting
	@$(BIN)/python -m bench.waiting --servers
	@$(BIN)/python -m bench.mailbox

requirements:  ## pin the requirements anew (needs uv)
	@$(COMPILE) requirements/base.in -o requirements/base.txt
	@$(COMPILE) requirements/dev.in -o requirements/dev.txt

tools:
	@.ci/tools

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer was not found. Install it, or say make PYTHON=/path/to/it."; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "No virtual environment could be made (Debian: apt-get install python3-venv)."; exit 1; }

# Stamps: what is installed, as of the requirements that are older than they.
.venv/base: requirements/base.txt | .venv/bin/python
	@echo "Installing what the simulator needs (once)."
	@$(PIP) -r requirements/base.txt
	@$(BIN)/python manage.py build_static
	@touch $@

.venv/dev: requirements/dev.txt | .venv/bin/python
	@echo "Installing what tests and checks need (once)."
	@$(PIP) -r requirements/dev.txt
	@$(BIN)/python manage.py build_static
	@touch $@ .venv/base
