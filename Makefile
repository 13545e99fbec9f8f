# Recipes name paths only from here on down, so the clone may lie in a folder with spaces.
PYTHON ?= python3
PY := .venv/bin/python
PIP := $(PY) -m pip --quiet --disable-pip-version-check install --require-hashes
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header

.PHONY: help run setup stop status reset test check icons train eval requirements

help:
	@echo 'make run                 the site on this machine, with demo data (HOST=... PORT=... if you like)'
	@echo 'make setup               only build the environment in .venv'
	@echo 'make stop, make status   stop it from another terminal; see what runs'
	@echo 'make reset               throw the embedded data away'
	@echo 'make test ARGS=...       the tests; ARGS goes to pytest'
	@echo 'make check               lint, format, types, templates, contracts, migrations, deployment'
	@echo 'make icons              draw static/img/icons.svg again, after a template names a new icon'
	@echo 'make train PUBLIC=path  train the models of the detectors from the public texts in this file'
	@echo 'make eval               measure the detectors on the test texts, beside other tools'
	@echo 'make requirements        pin the requirements again'

run: setup
	@exec $(PY) -m community.dev run

setup: .venv/demo .local/environment

stop status reset: setup
	@exec $(PY) -m community.dev $@

test: .venv/dev .local/environment
	@exec $(PY) -m community.dev test $(ARGS)

check: .venv/dev .local/environment
	@exec $(PY) -m community.dev check

icons: .venv/dev
	@exec $(PY) -m community.dev.icons

# An environment of its own: the site needs nothing of what trains and compares.
train eval: .local/learn/made
	@exec .local/learn/bin/python -m moderation.learning $@ $(if $(filter train,$@),"$(PUBLIC)")

.local/learn/made: requirements-learn.txt
	@mkdir -p .local
	@$(PYTHON) -m venv .local/learn
	@echo 'Installing what trains and measures the detectors ...'
	@.local/learn/bin/python -m pip --quiet --disable-pip-version-check install --require-hashes -r requirements-learn.txt
	@touch $@

requirements:
	@command -v uv >/dev/null || { echo 'Pinning needs uv: python3 -m pip install uv'; exit 1; }
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) requirements-demo.in -o requirements-demo.txt
	$(COMPILE) requirements-dev.in -o requirements-dev.txt
	$(COMPILE) requirements-learn.in -o requirements-learn.txt

# The stamps .venv/demo and .venv/dev say which requirements were installed to the end.
.venv/demo: requirements-demo.txt | .venv/made
	@echo 'Installing what the site needs ...'
	@$(PIP) -r requirements-demo.txt
	@touch $@

.venv/dev: requirements-dev.txt | .venv/made
	@echo 'Installing what the tests and checks need ...'
	@$(PIP) -r requirements-dev.txt
	@touch .venv/demo $@

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Grand Round needs Python 3.11 or newer, but $(PYTHON) is `$(PYTHON) --version 2>&1`."; \
	  echo 'Install a newer one and name it: make $(or $(MAKECMDGOALS),setup) PYTHON=python3.11'; \
	  exit 1; }
	@$(PYTHON) -m venv .venv
	@touch $@

.local/environment:
	@mkdir -p .local
	@echo 'ENVIRONMENT=development' > $@
