# A fresh machine needs Python 3.11 or newer and this clone; each target sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
export UV_PYTHON_DOWNLOADS = never

.PHONY: serve test bench lint format messages docs lock clean

# HOST, PORT, HOFTE_DATA, HOFTE_DATABASE_URL and the rest are in docs/running.md.
serve: $(VENV)/run.stamp
	@$(BIN)/hofte serve

test: $(VENV)/dev.stamp lint
	$(BIN)/pytest -n auto

bench: $(VENV)/dev.stamp
	$(BIN)/python -m bench

lint: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The words of the interface: catalogues updated and compiled; says what is left to translate.
messages: $(VENV)/dev.stamp
	$(BIN)/python -m tools.messages

# The parts of docs/ that are made from the code, and the client that is made from the description of the API.
docs: $(VENV)/dev.stamp
	$(BIN)/python -m tools.docs
	$(BIN)/python -m tools.client

# Pins with hashes and without addresses; commit what changes.
LOCK = $(UV) pip compile -q --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
	--universal --python-version 3.11
lock: $(VENV)/run.stamp
	$(LOCK) pyproject.toml --extra web --extra postgres -o requirements/run.lock
	$(LOCK) --group build -o requirements/build.lock
	$(LOCK) pyproject.toml --extra web --extra postgres --extra analysis --extra cluster --group build --group test --group lint -o requirements/dev.lock

$(UV): requirements/uv.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Hofte needs Python 3.11 or newer")'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.lock
	touch $@

# One environment: run.lock is what Hofte needs, dev.lock adds what tests, checks and the build need.
INSTALL = $(UV) pip install --quiet --no-deps --python $(BIN)/python
$(VENV)/run.stamp: $(UV) requirements/run.lock requirements/build.lock pyproject.toml
	$(INSTALL) --require-hashes -r requirements/run.lock -r requirements/build.lock
	$(INSTALL) --no-build-isolation --editable .
	touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.lock
	$(INSTALL) --require-hashes -r requirements/dev.lock
	touch $@

clean:
	rm -rf $(VENV) dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests bench tools -name __pycache__ -type d -prune -exec rm -rf {} +
