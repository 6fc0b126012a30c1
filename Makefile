# Meedoen. `make run` and `make test` need Python 3.11 or newer and nothing else.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT
# Python keeps what it compiled, whatever the shell says: the tests start many programs.
export PYTHONDONTWRITEBYTECODE =
PIP = .venv/bin/python -m pip --quiet --disable-pip-version-check

CATALOGUES = $(wildcard translations/*/LC_MESSAGES/messages.po)

.PHONY: help setup run demo chromium provider test proof bench messages lock format

help:
	@echo "setup  de omgeving klaarzetten in .venv"
	@echo "run    Meedoen starten op http://$(HOST):$(PORT)"
	@echo "demo   hetzelfde, met verzonnen mensen"
	@echo "test   alle tests"
	@echo "proof  de volle aantallen; schrijft tests/proof.json"
	@echo "bench  meten"
	@echo "messages  alle zinnen verzamelen voor wie vertaalt, in var/messages.pot en elke .po"

setup: .venv/.run

# Installing also compiles the catalogues (translations/hatch_build.py).
.venv/.run: requirements.txt pyproject.toml $(CATALOGUES)
	$(PYTHON) -m venv .venv
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

.venv/.test: .venv/.run requirements-dev.txt
	$(PIP) install --require-hashes -r requirements-dev.txt
	touch $@

run: setup
	mkdir -p var
	.venv/bin/meedoen start

demo: .venv/.test
	mkdir -p var
	.venv/bin/python -m tests.demo

# Before the tests begin: nobody installs it twice, and its absence is told at once.
chromium: .venv/.test
	.venv/bin/python -m tests.browser.chromium

# So is the identity provider that the tests sign in at; it needs Node, which the app itself does not.
provider: .venv/.test
	.venv/bin/python -m tests.oidc.strict

test: chromium provider
	.venv/bin/python -m pytest --sample --numprocesses 3 --dist worksteal

proof: chromium provider
	.venv/bin/python -m tests.proof

bench: chromium
	.venv/bin/python -m tests.bench

# A new language: .venv/bin/pybabel init -i var/messages.pot -d translations -l ar
messages: setup
	mkdir -p var
	.venv/bin/pybabel --quiet extract --mapping-file pyproject.toml --project Meedoen --add-location file --output-file var/messages.pot meedoen_app templates
	$(if $(CATALOGUES),.venv/bin/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --input-file var/messages.pot --output-dir translations)

# Needs uv; the lock has hashes and no addresses.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade --extra build pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade --extra build --extra dev pyproject.toml -o requirements-dev.txt

format: .venv/.test
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .
