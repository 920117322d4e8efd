# Two commands matter: `make demo` and `make test`. Both start from a bare clone with Python 3.11+ and make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
FONTS := src/maillage/publication/polices/.built
FRONT := src/maillage/site/construit/manifest.json
DEMO := src/maillage/demonstration/donnees
MAILLAGE := $(BIN)/maillage diagnostiquer --acteurs $(DEMO)/acteurs.csv --liens $(DEMO)/liens.csv \
	--date 2026-11-22 --titre "Monts et Vallée de la Lisaude" \
	--mention "Territoire fictif : lieux, structures et personnes sont inventés pour la démonstration."
NODE := PATH="$$PATH:$(CURDIR)/$(BIN)"
SITE := DJANGO_SETTINGS_MODULE=tests.reglages $(BIN)/python -m pytest --ignore=tests/analyse
PORT ?= 8000
ROOMS := $(addprefix tests/,comptes espaces referentiels territoires acteurs cadres doublons apports reseau \
	carte freins diagnostic associer recherche exports api vieprivee site)

.DEFAULT_GOAL := help
.PHONY: help demo rapport test moteur lint bench requirements clean

help: ## say what can be done here
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: .venv/.base $(FONTS) $(FRONT) ## open the site on the fictional territory (PORT=8000)
	@$(BIN)/maillage demonstration --port $(PORT)

rapport: .venv/.base $(FONTS) ## diagnose the fictional territory without the site, write its report in rapport/
	@mkdir -p rapport
	@$(MAILLAGE)
	@for f in html pdf docx json; do $(MAILLAGE) --format $$f --sortie rapport/lisaude.$$f || exit 1; done

test: .venv/.dev $(FONTS) $(FRONT) ## everything: engine, documents, site on SQLite and PostgreSQL, browser, scripts
	$(BIN)/python -m pytest -q -p no:django tests/analyse
	$(SITE) -q -n 2 -m "not navigateur"
	$(SITE) -q -n 2 --dist worksteal -m navigateur tests/site tests/navigateur
	$(BIN)/python -m tests.postgresql env $(SITE) -q -n 2 -m "not navigateur" $(ROOMS)
	$(NODE) npm test --silent

moteur: .venv/.dev $(FONTS) ## the engine, the tables, the report and the command alone: two minutes
	$(BIN)/python -m pytest -q -p no:django tests/analyse
	$(SITE) -q -n 2 tests/formats tests/publication tests/demonstration tests/test_*.py

lint: .venv/.dev $(FRONT) ## style, types, arrows between rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --explicit-package-bases benchmarks
	$(BIN)/lint-imports

bench: .venv/.dev ## this program beside its peers: ratios, written to docs/methode/performance.md
	$(BIN)/python -m benchmarks

requirements: ## remake the pinned lists (needs uv)
	uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements/base.txt
	uv pip compile pyproject.toml --extra build --extra dev --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements/dev.txt

clean: ## remove what was built
	rm -rf .venv node_modules rapport src/maillage/publication/polices

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (PYTHON=…)."; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.base: requirements/base.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/base.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.base
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

# The typefaces come from npm (Node of the machine, or the one inside the virtual environment) and are unpacked for print.
node_modules/.package-lock.json: package-lock.json .npmrc | .venv/.base
	$(NODE) npm ci --silent
	@touch $@

$(FRONT): node_modules/.package-lock.json vite.config.ts $(shell find frontend/src -type f) | .venv/.base
	$(NODE) npm run build --silent

$(FONTS): node_modules/.package-lock.json src/maillage/publication/polices.py | .venv/.base
	$(BIN)/python -m maillage.publication.polices node_modules
	@touch $@
