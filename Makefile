# What a developer, a newcomer and CI run. Everything is set up on first use, in this folder alone
# (the browser tests also need Chromium, which is installed when this is root on Debian).

PYTHON ?= python3
BIN := .venv/bin
PAGE := misp_dashboard/api/page/index.html
WEB_SOURCES := $(shell find web/src web/public web/*.html web/*.ts web/*.json -type f 2>/dev/null)

.PHONY: help demo test check build schema bench screenshots wheel clean faults

help:
	@echo "make demo         the dashboard with an invented MISP, at the address it prints"
	@echo "make test         lint, types, unit, integration and browser tests"
	@echo "make check        lint and types"
	@echo "make build        the page, into misp_dashboard/api/page"
	@echo "make schema       openapi.json and the page's types, from the routes"
	@echo "make faults       kills, full disks, cut networks: the long form of tests/faults"
	@echo "make bench        the measurements of docs/performance.md"
	@echo "make screenshots  the pictures of docs/"
	@echo "make wheel        the package with the built page, into dist"
	@echo "make clean        remove what was built and installed here"

demo: .venv/ready $(PAGE)
	$(BIN)/misp-dashboard demo $(ARGS)

# The tests come last, so that their summary closes the output. Three processes take file after file, in
# order: the browser tests are the last ones, since no asyncio test may follow them in a process.
test: check $(PAGE) | chromium faketime
	cd web && npm test
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

check: .venv/dev-ready web/node_modules/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	cd web && npm run check

build: $(PAGE)

$(PAGE): web/node_modules/ready $(WEB_SOURCES)
	cd web && npm run build
	@touch $@

schema: .venv/dev-ready web/node_modules/ready
	$(BIN)/python -m misp_dashboard.api.schema > openapi.json
	cd web && npm run schema

faults: .venv/dev-ready | faketime
	FAULTS=long $(BIN)/pytest tests/faults --durations=0

bench: .venv/dev-ready $(PAGE) | chromium
	$(BIN)/python benchmarks/all.py

screenshots: .venv/dev-ready $(PAGE) | chromium
	$(BIN)/python docs/screenshots.py

wheel: .venv/dev-ready $(PAGE)
	$(BIN)/python -m build --wheel

.venv/ready: pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; set PYTHON=/path/to/it"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e .
	@touch $@

.venv/dev-ready: .venv/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e '.[dev]'
	@touch $@

web/node_modules/ready: web/package-lock.json
	@command -v npm > /dev/null || { echo "Node.js 20.19 or newer is needed to build the page"; exit 1; }
	cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

# Debian's Chromium; another one is found by the variable CHROMIUM.
.PHONY: chromium
chromium:
	@$(BIN)/python tests/browser/chromium.py || { \
		[ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null && \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium > /dev/null && \
		$(BIN)/python tests/browser/chromium.py; }

# Moves the clock of a dashboard; without it the tests of clock jumps are skipped, and say so.
.PHONY: faketime
faketime: .venv/dev-ready
	@$(BIN)/python tests/faults/moved_clock.py || { \
		[ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null && timeout 60 sh -c '\
		apt-get install -y -qq --no-install-recommends libfaketime || { apt-get update -qq && \
		apt-get install -y -qq --no-install-recommends libfaketime; }' > /dev/null 2>&1; } || true

clean:
	rm -rf .venv web/node_modules misp_dashboard/api/page dist build *.egg-info
	rm -rf .mypy_cache .ruff_cache .pytest_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
