# `make serve` shows the book, `make test` proves it. `make` lists the rest.
# Another Python: make PYTHON=python3.12 …      Another port: make serve PORT=8001
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin

# Material's notice about MkDocs 2 is answered in CONTRIBUTING.md.
export NO_MKDOCS_2_WARNING := 1
# mkdocs-jupyter asks for no exporter but one: finding the others costs a third of a second.
export NBCONVERT_DISABLE_CONFIG_EXPORTERS := 1

.DEFAULT_GOAL := help
.PHONY: help venv serve test check build pdf epub offline notebooks outputs screenshots bench lighthouse zensical \
	inventory tables vary codeblocks backends torch stamp lock upgrade newest links audit bare clean

help: ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

venv:
	@$(PYTHON) tools/setup/system.py $(MAKECMDGOALS)
	@$(PYTHON) tools/setup/make_venv.py

serve: venv ## Show both editions at http://127.0.0.1:8000/, with live reload
	@$(BIN)/python -m mkdocs serve --dev-addr 127.0.0.1:$(PORT)

test: venv ## Prove the book; what was proved before and is unchanged is not run again (ALL=1: is)
	@$(BIN)/python -m pytest $(if $(ALL),--all) $(TEST)

check: venv ## Prove what needs no TensorFlow: lint, twins, fences, strict build, links
	@$(BIN)/python -m pytest -m check

build: venv ## Build both editions into site/ (Chinese at /, English at /en/)
	@$(BIN)/python -m mkdocs build --strict

pdf: venv build ## One PDF for each edition, and its cheat sheet, into build/downloads/
	@$(BIN)/python -m tools books pdf sheet

epub: venv build ## One EPUB for each edition into build/downloads/ (as above)
	@$(BIN)/python -m tools books epub

offline: venv ## Zips of both editions to read without a network, into build/downloads
	@$(BIN)/python -m tools offline

notebooks: venv ## The notebooks of each edition as one zip, into build/downloads
	@$(BIN)/python -m tools notebooks

outputs: venv ## Run the listings and rewrite the outputs that changed
	@$(BIN)/python -m tools outputs $(PAGE)

codeblocks: venv ## Run the pages with the stock pytest-codeblocks, and record the long ones (PAGE=name for one)
	@$(BIN)/python -m tools codeblocks $(PAGE)

backends: venv ## Run on JAX and PyTorch what changed, and record what became of it (PAGE=name, ALL=1)
	@$(BIN)/python -m tools backends $(PAGE) $(if $(ALL),--all)

torch: venv ## Make the environment of PyTorch, .venv-torch; then make test uses it
	@$(BIN)/python -m tools environments

vary: venv ## Run the listings in other environments and name what differs (PAGE=name for one)
	@$(BIN)/python -m tools vary $(PAGE)

screenshots: venv build ## Pictures of pages in light and dark, desk and phone, into build/screenshots
	@$(BIN)/python -m tools screenshots $(PAGE)

bench: venv ## Measure data pipelines and the site's builds (WRITE=1 puts the former on the page)
	@$(BIN)/python -m tools bench pipelines $(if $(WRITE),--write)
	@$(BIN)/python -m tools bench site

lighthouse: venv build ## Pages on a phone, beside stock Material, by Lighthouse (needs npm)
	@$(BIN)/python -m tools lighthouse $(PAGE)

zensical: venv build ## Build the same pages with Material's successor, and list what differs
	@$(BIN)/python -m tools zensical

inventory: venv ## List every listing and how it is proved
	@$(BIN)/python -m tools inventory

tables: venv ## Rewrite the rows of tables that are made from CSV files
	@$(BIN)/python -m tools tables

stamp: venv ## Say that you have read both editions of a page side by side (PAGE=name for one)
	@$(BIN)/python -m tools stamp $(PAGE)

lock: venv ## Renew requirements.txt from requirements.in, as pyproject.toml says, for every platform
	@$(BIN)/uv pip compile --quiet --upgrade -o requirements.txt requirements.in

upgrade: ## Renew the lock, install it, run the book, and show what changed
	@$(PYTHON) tools/setup/upgrade.py

newest: venv ## Run the book with the newest Keras and TensorFlow, beside .venv (REPORT=file)
	@$(BIN)/uv venv --quiet --clear --seed --python $(BIN)/python build/newest
	@printf 'keras\ntensorflow\n' > build/newest/any-version.txt
	@$(BIN)/uv pip install --quiet --python build/newest --override build/newest/any-version.txt -r requirements.in
	@build/newest/bin/python -m tools report $(or $(REPORT),build/newest.md)

links: venv ## Ask every address of another site, and name the dead ones (needs a network)
	@$(BIN)/python -m tools links

audit: venv ## Ask whether a package in the lock has a known vulnerability
	@$(BIN)/uv tool run --quiet pip-audit@2.10.1 --strict --disable-pip --require-hashes --format markdown -r requirements.txt

bare: ## As root: on a bare Debian, made for it, see that two commands do all (TEST="-m check": in part)
	@$(PYTHON) tools/setup/bare.py $(TEST)

clean: ## Remove what the other targets made
	rm -rf .venv .venv-torch site build .pytest_cache .ruff_cache
