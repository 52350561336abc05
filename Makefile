# Two commands are all a newcomer needs: `make run` and `make test`. Python >= 3.11 and make are all they must have.
PYTHON ?= python3
PY := .venv/bin/python
EPHEMERAL := $(PY) -m embedded --ephemeral
PIP := $(PY) -m pip install -qq --disable-pip-version-check --no-compile
DJLINT := .venv/bin/djlint --quiet
TEMPLATES := templates $(wildcard */templates)
ON_ALL_CORES := -n auto --dist loadfile --no-loadscope-reorder
FILE ?= backup.dump
ARGS ?=
unexport PYTHONDONTWRITEBYTECODE # compiling Django anew takes ten seconds a start

.DEFAULT_GOAL := help
.PHONY: help run test test-all lint fix audit check golden shots bench faults backup restore

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name text; do \
	  printf '  make %-9s %s\n' "$$name" "$$text"; done

run: .venv/.ok-local ## the product with demo data at http://127.0.0.1:8000 (PORT=8001, DEMO=0 for a real start)
	@exec $(PY) -m embedded.serve

test: .venv/.ok-dev ## the test suite, browser included where there is a Chromium (ARGS="-k word")
	@$(EPHEMERAL) python -m pytest $(ON_ALL_CORES) $(ARGS)

test-all: .venv/.ok-dev ## also what takes long, and the suite on an ordinary Postgres and Redis
	@$(EPHEMERAL) python -m pytest -m "slow or not slow or hypothesis" $(ARGS)
	@.ci/ordinary $(PY) -m pytest $(ON_ALL_CORES) -m "database and not slow and not sweep" $(ARGS)

lint: .venv/.ok-dev ## style, imports, missing migrations, deployment settings
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(DJLINT) --check $(TEMPLATES)
	@$(DJLINT) --lint $(TEMPLATES)
	@$(PY) casereview/tests/guards/import_contracts.py
	@$(EPHEMERAL) python manage.py makemigrations --check --dry-run
	@BASE_URL=https://casereview.example ALLOWED_HOSTS=casereview.example TRUSTED_PROXIES=1 DEMO=0 \
	  $(EPHEMERAL) python manage.py check --deploy --fail-level WARNING

fix: .venv/.ok-dev ## format Python and templates, and fix what the linters can
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .
	@$(DJLINT) --reformat $(TEMPLATES) || true # ends with 1 when it changed a file

audit: .venv/.ok-dev ## known weaknesses in the installed packages (asks the package index)
	@.ci/audit

check: lint audit test ## what CI runs first

golden: .venv/.ok-dev ## write the golden files of all notices anew, to be looked at as a diff
	@$(EPHEMERAL) python -m pytest -q --golden casereview/tests/golden

shots: .venv/.ok-dev ## a screenshot of every screen and persona, in shots/
	@$(EPHEMERAL) python -m tests.browser.shots $(ARGS)

bench: .venv/.ok-dev ## measure the registered benchmarks
	@$(EPHEMERAL) python -m bench $(ARGS)

faults: .venv/.ok-dev ## break the servers and programs on purpose, and count what is lost (under 10 minutes)
	@$(EPHEMERAL) python -m faults $(ARGS)

backup: .venv/.ok-local ## the database into FILE (backup.dump)
	@$(PY) -m embedded sh -c 'python -m embedded.backup save "$$1" && python manage.py record_event backup' backup "$(FILE)"

restore: .venv/.ok-local ## the database from FILE, replacing what is there (asks first; YES=1 does not)
	@$(PY) -m embedded python -m embedded.backup load "$(FILE)"

.venv/.ok-local: requirements.txt requirements-local.txt | .venv/bin/python
	@echo "Installing what the product needs ..."
	@$(PIP) -r requirements-local.txt
	@touch $@

.venv/.ok-dev: requirements.txt requirements-local.txt requirements-dev.txt | .venv/bin/python
	@echo "Installing what the tests need ..."
	@$(PIP) -r requirements-dev.txt
	@touch .venv/.ok-local $@

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed; name one as in: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	  echo "Python could not make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
