# The two commands anybody needs: make demo · make test
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev

.PHONY: demo demo-check test lint oracle bench clean

demo: $(READY)
	$(BIN)/rasoat demo

demo-check: $(READY)
	$(BIN)/rasoat demo --check

test: $(READY_DEV)
	$(BIN)/python -m pytest

lint: $(READY_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

oracle: $(READY_DEV) tests/oracle/node_modules/.package-lock.json
	ORACLE_HOUSEHOLDS=$${ORACLE_HOUSEHOLDS:-2000} $(BIN)/python -m pytest -m oracle -s -rs tests/oracle

# npm writes this file last: a fetch cut short is begun anew
tests/oracle/node_modules/.package-lock.json: tests/oracle/package-lock.json
	cd tests/oracle && npm ci --no-audit --no-fund --loglevel=error
	touch $@

bench: $(READY_DEV)
	$(BIN)/python -m bench

$(BIN)/uv:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(READY): requirements.lock pyproject.toml | $(BIN)/uv
	$(BIN)/uv pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --no-deps -e .
	touch $@

$(READY_DEV): requirements-dev.lock $(READY)
	$(BIN)/uv pip install --quiet --require-hashes -r requirements-dev.lock
	touch $@

clean:
	rm -rf $(VENV) var
