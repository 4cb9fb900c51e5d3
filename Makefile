# Two commands: `make audit REPO=path` and `make test`. Both make the environment first.

PYTHON ?= python3
REPO ?= .
VENV := .venv
BIN := $(VENV)/bin
LOCK := requirements-lock.txt
READY := $(VENV)/.ready
FORMATS := assessment.json report.html report.pdf

.DELETE_ON_ERROR:
.PHONY: audit test environment lint types tests cases wheel reference lock clean

audit: $(READY)
	@.ci/packages libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core
	@name=$$(basename "$$(realpath "$(REPO)")" .git) && mkdir -p "audit-$$name" && \
	{ $(BIN)/assess scan "$(REPO)" $(foreach file,$(FORMATS),-o "audit-$$name/$(file)") || \
	  { code=$$?; rmdir "audit-$$name" 2>/dev/null; exit $$code; }; }

test: lint types tests cases wheel
	@echo "all checks passed"

environment: $(READY)

$(READY): $(LOCK) pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: make PYTHON=python3.11 ..." >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "$(PYTHON) cannot make environments; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 2; }
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

tests: $(READY)
	@.ci/packages libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core chromium
	$(BIN)/pytest -q -n 2

cases: $(READY)
	$(BIN)/assess rubric test

wheel: $(READY)
	@.ci/wheel $(BIN)/python

reference: $(READY)
	$(BIN)/python -m assess.cli.reference --write
	$(BIN)/python -m assess.output.schema reports/*.schema.json
	$(BIN)/assess rubric lock rubrics/mlops-readiness --write --replace

# Needs uv; writes no address of any package index.
lock:
	uv pip compile pyproject.toml --universal --generate-hashes --extra dev --no-emit-index-url --no-header \
	  --quiet -o $(LOCK)
	uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header \
	  --constraint $(LOCK) --quiet -o requirements.txt

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
