# Everything lands in .venv; a second run starts in seconds.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo run test check format lock bench train-detector train-advice bench-detection read-background clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  \1\t/'

$(READY): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Interests needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(READY) ## make .venv with everything in it

demo: $(READY) ## a local Slack workspace in the browser, with the bot at work
	@$(BIN)/interests demo

run: $(READY) ## connect to the Slack workspace named in .env
	@$(BIN)/interests run

test: $(READY) ## run every test
	@$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

check: $(READY) ## linters, types and import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY) ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(READY) ## pin the dependencies anew (see CONTRIBUTING.md)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --no-emit-index-url --quiet --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --no-emit-index-url --quiet --output-file requirements-dev.lock

bench: $(READY) ## how long a message takes to its card, with and without a long history
	$(BIN)/python -m benchmarks.cards.bench $(ARGS)

TRAINING := .venv-training
LEARNED  := $(TRAINING)/.ready

$(LEARNED): benchmarks/detection/requirements.txt requirements.lock
	$(PYTHON) -m venv $(TRAINING)
	$(TRAINING)/bin/python -m pip install --quiet --disable-pip-version-check -r benchmarks/detection/requirements.txt
	@touch $@

GIVEN := $(if $(DATA),--data $(DATA)) $(if $(EXPORT),--export $(EXPORT))

train-detector: $(LEARNED) ## train the detector anew: DATA=folder of shared sets, EXPORT=a workspace's examples
	$(TRAINING)/bin/python -m benchmarks.detection.training.train $(GIVEN) --keep $(TRAINING)/network.pt

train-advice: $(LEARNED) ## teach anew which words suit which messages; ARGS=--check asks readers it has not heard
	$(TRAINING)/bin/python -m benchmarks.coaching.train $(ARGS)

bench-detection: $(LEARNED) ## compare the ways to detect on every set: DATA=folder of shared sets
	$(TRAINING)/bin/python -m benchmarks.detection.bench $(if $(DATA),--data $(DATA))

read-background: $(LEARNED) ## run whole backgrounds through the detector and print what fires: DATA=folder
	$(TRAINING)/bin/python -m benchmarks.detection.background --data $(DATA)

clean: ## remove .venv and what the tools left
	rm -rf $(VENV) $(TRAINING) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
