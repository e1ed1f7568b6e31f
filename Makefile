# make packs   installs briefgen into .venv and builds every pack of configs/ into out/
# make test    all checks: ruff, mypy, import contracts, tests with coverage
# make bench   the product beside its peers, with the table and the picture of it
# make campaign   thousands of generated cases, for before a release
# Both need Python 3.11 or newer, its venv module, and once the network.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check --no-input
# Line and branch coverage, in percent, that the parts below must reach.
COVERAGE_GATE ?= 90
COVERED := briefgen.model briefgen.config briefgen.selection briefgen.editions

.PHONY: packs test campaign bench lint clean

packs: $(VENV)/installed
	$(BIN)/python -m briefgen build

test: lint
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile \
		$(COVERED:%=--cov=%) --cov-branch \
		--cov-report=term:skip-covered --cov-fail-under=$(COVERAGE_GATE)

campaign: $(VENV)/installed-dev
	$(BIN)/python -m pytest -m campaign

# The peers have an environment of their own: nothing of theirs is a part of briefgen.
PEERS := $(VENV)/peers
PACKS ?= 200
ROUNDS ?= 3
bench: $(VENV)/installed-dev
	$(BIN)/python -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install -qq --disable-pip-version-check \
		typst docxtpl pypandoc_binary weasyprint
	$(BIN)/python -m tests.bench.whole --peers $(PEERS)/bin/python \
		--packs $(PACKS) --rounds $(ROUNDS) --svg briefgen/help/speed.svg --readme README.md

lint: $(VENV)/installed-dev
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check
	$(BIN)/python -m mypy

clean:
	rm -rf $(VENV) build dist .coverage htmlcov .mypy_cache .ruff_cache .pytest_cache \
		.hypothesis .import_linter_cache

# An environment with everything for development serves `make packs` too.
$(VENV)/installed: pyproject.toml | $(BIN)/python
	@echo "installing briefgen into $(VENV) ..."
	@$(PIP) install --editable .
	@touch $@

$(VENV)/installed-dev: pyproject.toml | $(BIN)/python
	@echo "installing briefgen and its development tools into $(VENV) ..."
	@$(PIP) install --upgrade 'pip>=25.1'
	@$(PIP) install --editable '.[pdf,html]' --group dev
	@touch $(VENV)/installed $@

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { \
		echo "make: $(PYTHON) is not there; name another: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "make: $$($(PYTHON) --version) is too old, briefgen needs 3.11 or newer;" \
			"name another: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "make: no virtual environment could be made; on Debian and Ubuntu:" \
			"apt-get install python3-venv" >&2; exit 1; }
