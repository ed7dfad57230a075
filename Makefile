# Every task of the project. `make` lists them.

PYTHON ?= python3
YEAR   ?= 2023
OPTIONS ?=
ORDER  ?= files
PROVINCE ?= lang-son
BEFORE  ?= published
AFTER   ?= staged
SHOWN   ?= $(wildcard reports/2???*/??)
BIN    := .venv/bin
READY  := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help setup reports refresh audit verify compare doctor test check fix theme quarto quarto-there test-quarto docs lab sample lock audit-packages bench bench-privacy clean

help:  ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

setup: $(READY)  ## make .venv from requirements.lock, and tell git about notebooks

$(READY): requirements.lock pyproject.toml .ci/set_git
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 to 3.14 is needed, and $(PYTHON) is another or is missing; say which: make setup PYTHON=python3.12" >&2; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@.ci/set_git || true
	@touch $(READY)

reports: setup  ## build the reports of YEAR (2023), all unless OPTIONS choose: OPTIONS="--language vi"
	$(BIN)/workbook build $(YEAR) $(OPTIONS)

refresh: setup  ## bring every year, quarter, half and language that is in reports/ up to date
	$(foreach folder,$(SHOWN),$(BIN)/workbook build $(notdir $(patsubst %/,%,$(dir $(folder)))) \
	  --language $(notdir $(folder)) $(OPTIONS) && ) true

audit: setup  ## check all that is published, of every year, and attack it
	$(BIN)/workbook audit
	$(BIN)/workbook unsourced

verify: setup  ## build what is published of YEAR again elsewhere, and compare bytes
	$(BIN)/workbook verify $(YEAR) $(OPTIONS)

compare: setup  ## list what differs between BEFORE (published) and AFTER (staged), which may be revisions in git
	$(BIN)/workbook compare $(BEFORE) $(AFTER) $(OPTIONS)

doctor: setup  ## look for what is wrong with this machine or project
	$(BIN)/workbook doctor

test: setup  ## run the tests (ORDER=random: shuffled); installs Chromium and LibreOffice where it can, says what it left out where it cannot
	@PYTHON=$(BIN)/python sh tests/install_tools.sh
# The longest files begin first (tests/conftest.py). Twice as many workers as processors, since a test
# waits part of its time, for a clock, a lock or a disk. What tests write lies in memory, where there is room.
	PYTEST_DEBUG_TEMPROOT=$$(sh tests/memory_folder.sh) \
	PYTEST_XDIST_AUTO_NUM_WORKERS=$$(($$(getconf _NPROCESSORS_ONLN) * 2)) \
	$(BIN)/python -m pytest $(if $(filter random,$(ORDER)),,-p no:randomly) -n auto --dist loadfile --no-loadscope-reorder

check: setup  ## style, types, layers, CI's workflows, notebook rules, typed numbers
	@.ci/check

fix: setup  ## let ruff mend what it can
	$(BIN)/ruff check --fix src tests data/sample_generator benchmarks
	$(BIN)/ruff format src tests data/sample_generator benchmarks

theme: setup  ## after a change of the look: write what Quarto and matplotlib read of it
	$(BIN)/python .ci/quarto_theme.py

quarto-there:
	@command -v quarto > /dev/null || { echo "quarto is not on PATH; docs/quarto.md says how to install it" >&2; exit 6; }

quarto: quarto-there setup  ## render PROVINCE (lang-son) of YEAR by Quarto, which is to be installed: HTML and PDF in data/quarto
	for format in html typst; do QUARTO_PYTHON="$(CURDIR)/$(BIN)/python" quarto render notebooks/province_report.ipynb \
	  --execute -P province:$(PROVINCE) -P year:$(YEAR) $(OPTIONS) --to $$format || exit; done

test-quarto: quarto-there setup  ## run the tests of Quarto, which is to be installed
	$(BIN)/python -m pytest -m quarto

docs: setup  ## make the documents as a site, in site/
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.docs.lock
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict

lab: setup  ## open the notebooks in JupyterLab
	@echo "Reading the returns; JupyterLab opens in a moment"
	-@$(BIN)/python -c 'from helpers import open_report; open_report()'
	cd notebooks && JUPYTER_CONFIG_PATH=../.jupyter ../$(BIN)/workbook warm ../$(BIN)/jupyter lab province_report.ipynb

sample: setup  ## make data/sample again from its seed
	cd data && ../$(BIN)/python -m sample_generator

# To develop and test (.lock), to run (.run.lock), to make the documents (.docs.lock): each package in one version.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-header --no-annotate pyproject.toml
lock: setup  ## lock new dependencies (needs uv); OPTIONS=--upgrade chooses the newest versions of all anew
	$(LOCK) --extra dev --extra cluster --output-file requirements.lock $(OPTIONS)
	$(LOCK) --constraints requirements.lock --output-file requirements.run.lock $(OPTIONS)
	$(LOCK) --constraints requirements.lock --extra docs --output-file requirements.docs.lock $(OPTIONS)
	$(PYTHON) .ci/environment_from_lock.py

audit-packages: setup  ## ask the Python package index for known faults of every package in the locks
	$(foreach lock,$(wildcard requirements*.lock),$(BIN)/pip-audit --require-hashes --disable-pip --requirement $(lock) && ) true

bench: setup  ## measure the speed against the usual way, as a ratio (takes some minutes)
	$(BIN)/python benchmarks/speed.py --write

bench-privacy: setup  ## cells hidden and time of disclosure control, beside tau-ARGUS (takes some minutes)
	$(BIN)/python benchmarks/against_tau_argus.py --tau 2

clean:  ## remove what was built (reports, records, releases), not the returns and not .venv
	find reports -mindepth 1 -maxdepth 1 ! -name README.md -exec rm -rf {} +
	rm -rf data/quarto data/records data/facts data/releases data/scratch data/builds
