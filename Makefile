# Start with `make run` and `make test`. You need only Python >= 3.11 and make.
PYTHON ?= python3
PY := .venv/bin/python
EPHEMERAL := $(PY) -m embedded --ephemeral
PIP := $(PY) -m pip install -qq --disable-pip-version-check --no-compile
COMPILE := UV_CUSTOM_COMPILE_COMMAND="make requirements" .venv/bin/uv pip compile --quiet --universal --generate-hashes pyproject.toml
DJLINT := .venv/bin/djlint --quiet
TEMPLATES := templates $(wildcard */templates)
ON_ALL_CORES := -n auto --dist loadfile --no-loadscope-reorder
FILE ?= backup.dump
ARGS ?=
unexport PYTHONDONTWRITEBYTECODE # compiling Django again would take ten seconds per start

.DEFAULT_GOAL := help
.PHONY: help run test test-all lint fix audit check golden shots bench faults requirements backup restore

help: ## show this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name text; do \
	  printf '  make %-12s %s\n' "$$name" "$$text"; done

run: .venv/.ok-local ## run it with demo data at http://127.0.0.1:8000 (PORT=8001; DEMO=0 without demo data)
	@exec $(PY) -m embedded.serve

test: .venv/.ok-dev ## run the test suite, with the browser if there is a Chromium (ARGS="-k word")
	@$(EPHEMERAL) python -m pytest $(ON_ALL_CORES) $(ARGS)

test-all: .venv/.ok-dev ## also run the slow tests, and the suite on the system's Postgres and Redis
	@$(EPHEMERAL) python -m pytest -m "slow or not slow or hypothesis" $(ARGS)
	@.ci/ordinary $(PY) -m pytest $(ON_ALL_CORES) -m "database and not slow and not sweep" $(ARGS)

lint: .venv/.ok-dev ## check style, imports, missing migrations and deployment settings
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
	@$(DJLINT) --reformat $(TEMPLATES) || true # exits with 1 if it changed a file

audit: .venv/.ok-dev ## check installed packages for known vulnerabilities (uses the network)
	@.ci/audit

check: lint audit test ## run lint, audit and test, as CI does first

golden: .venv/.ok-dev ## rewrite the golden files of all notices, to review as a diff
	@$(EPHEMERAL) python -m pytest -q --golden casereview/tests/golden

shots: .venv/.ok-dev ## take a screenshot of every screen as every persona, into shots/
	@$(EPHEMERAL) python -m tests.browser.shots $(ARGS)

bench: .venv/.ok-dev ## run the benchmarks
	@$(EPHEMERAL) python -m bench $(ARGS)

faults: .venv/.ok-dev ## run the fault tests: break servers and programs, count what is lost (under 10 minutes)
	@$(EPHEMERAL) python -m faults $(ARGS)

requirements: .venv/.ok-dev ## pin all packages with their hashes, from the lists in pyproject.toml
	@$(PIP) uv==0.13.9
	@$(COMPILE) -o requirements.txt
	@$(COMPILE) --group local -o requirements-local.txt
	@$(COMPILE) --group dev -o requirements-dev.txt

backup: .venv/.ok-local ## save the database to FILE (backup.dump)
	@$(PY) -m embedded sh -c 'python -m embedded.backup save "$$1" && python manage.py record_event backup' backup "$(FILE)"

restore: .venv/.ok-local ## replace the database with FILE (asks first; YES=1 does not)
	@$(PY) -m embedded python -m embedded.backup load "$(FILE)"

.venv/.ok-local: requirements.txt requirements-local.txt | .venv/bin/python
	@echo "Installing the product's packages ..."
	@$(PIP) -r requirements-local.txt
	@touch $@

.venv/.ok-dev: requirements.txt requirements-local.txt requirements-dev.txt | .venv/bin/python
	@echo "Installing the test packages ..."
	@$(PIP) -r requirements-dev.txt
	@touch .venv/.ok-local $@

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed; name one as in: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	  echo "Python could not create a virtual environment. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
