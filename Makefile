# Needs python3 (3.11 or newer), make and a package registry. Everything lands in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MARK := \# --- development ---
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check
# constraints.txt holds every package of the closure, so nothing is resolved: a release of tomorrow has no say
PINNED := install --no-deps --require-hashes

.PHONY: install develop run test check format constraints wheelhouse clean

install: $(VENV)/.installed

# what working on it needs besides: tests, checks, benches
develop: $(VENV)/.installed-dev

run: install
	$(BIN)/zhibu serve --demo

test: develop
	$(BIN)/python -m pytest --numprocesses 3 --dist worksteal

check: develop
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: develop
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'zhibu needs Python 3.11 or newer: make PYTHON=/path/to/python3.11'; exit 1; }
	$(PYTHON) -m venv $(VENV)

# the part of constraints.txt above the mark is what the service needs; below it is what working on it needs
$(VENV)/.installed: constraints.txt pyproject.toml | $(VENV)/bin/python
	@echo 'installing, a few minutes the first time'
	sed '/^$(MARK)/,$$d' constraints.txt > $(VENV)/runtime.txt
	$(PIP) $(PINNED) -r $(VENV)/runtime.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	$(BIN)/python -m pip check
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP) $(PINNED) -r constraints.txt
	$(BIN)/python -m pip check
	touch $@

# after a change of dependencies: pin everything again, with the hashes of the public registry
constraints: develop
	$(BIN)/python tests/support/constraints.py $(BIN)/uv

# for a machine without a network: every package of the service, to be installed with PIP_NO_INDEX and PIP_FIND_LINKS
wheelhouse: $(VENV)/bin/python
	sed '/^$(MARK)/,$$d' constraints.txt > $(VENV)/runtime.txt
	$(PIP) download --no-deps --require-hashes --dest wheelhouse -r $(VENV)/runtime.txt

clean:
	rm -rf wheelhouse $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build *.egg-info
