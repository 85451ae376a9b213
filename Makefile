# Two commands matter: `make run` and `make test`; README.md tells what they do.

PORT ?=
BENCH ?=
UPGRADE ?=

# The first interpreter that really runs: a version manager's stand-in may have none behind it.
works = $(shell $(1) -c 'import ssl, sqlite3' 2>/dev/null && echo $(1))
first_working = $(firstword $(foreach python,$(1),$(call works,$(python))))
PYTHON ?= $(call first_working,python3.11 python3.12 python3.13)
PYTHON313 ?= $(call first_working,python3.13 \
	$(wildcard $(or $(PYENV_ROOT),$(HOME)/.pyenv)/versions/3.13.*/bin/python3.13))

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_ROOT_USER_ACTION = ignore

.PHONY: run test lint models test-313 coverage bench bench-relevance bench-search bench-text word-lists lexicon lock translations clean chromium

run: .venv/requirements.lock
	$(call models,.venv)
	@.venv/bin/docsearch init --with-samples
	@exec .venv/bin/docsearch serve

ifdef PORT
run: export DOCSEARCH_PORT = $(PORT)
endif

test: chromium lint
	$(call models,.venv)
	.venv/bin/pytest -n logical --maxprocesses 4
	$(if $(PYTHON313),@$(MAKE) --no-print-directory test-313,@echo "Python 3.13 is not here: not tested with it.")

lint: .venv/requirements-dev.lock
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports

test-313: .venv-3.13/requirements-dev.lock
	$(call models,.venv-3.13)
	.venv-3.13/bin/pytest -n logical --maxprocesses 4 -m "not slow and not browser" tests/unit tests/integration

coverage: .venv/requirements-dev.lock
	.venv/bin/pytest -n logical --maxprocesses 4 --cov

bench: .venv/requirements-dev.lock
	.venv/bin/python -m bench $(BENCH)

# Without tantivy, which is needed for nothing else, the bench says so and goes on.
bench-search: .venv/requirements-dev.lock
	-.venv/bin/pip install --quiet --no-build-isolation --editable '.[bench]'
	.venv/bin/python -m bench.search $(BENCH)

bench-text: .venv/requirements-dev.lock
	.venv/bin/python -m bench.text $(BENCH)

bench-relevance: .venv/requirements-dev.lock
	@bench/install-lucene.sh || true
	.venv/bin/python -m bench.relevance $(BENCH)
	.venv/bin/python -m bench.relevance_across $(BENCH)
	.venv/bin/python -m bench.spelling $(BENCH)

# Cuts the word lists that ship with docsearch anew; wordfreq is needed for nothing else.
word-lists: .venv/requirements-dev.lock
	.venv/bin/pip install --quiet 'wordfreq>=3.1.1,<3.2'
	.venv/bin/python -m bench.word_lists

# Learns the lexicon of French and Arabic that ships with docsearch anew: after a change of the analysis, or of its sources.
lexicon: .venv/requirements-dev.lock
	.venv/bin/python -m bench.lexicon

# `make lock` keeps the versions it can; `make lock UPGRADE=--upgrade` takes the newest in the ranges of setup.cfg.
lock: .venv/requirements-dev.lock
	.venv/bin/pip install --quiet 'uv>=0.13.9,<0.14'
	$(call compile,requirements.lock) --extra checkout
	$(call compile,requirements-dev.lock) --extra checkout --extra dev --constraints requirements.lock

compile = .venv/bin/uv pip compile setup.cfg --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --quiet $(UPGRADE) --output-file $(1)

translations: .venv/requirements-dev.lock
	.venv/bin/pybabel -q extract -F pyproject.toml -k lazy_gettext --add-location=file \
		--sort-output --project=docsearch -o messages.pot docsearch templates
	for language in fr ar; do .venv/bin/pybabel -q update --init-missing --no-fuzzy-matching \
		--ignore-pot-creation-date -i messages.pot -d docsearch/translations -l $$language; done
	.venv/bin/pybabel -q compile -d docsearch/translations

# What people have deposited (database, index/, uploads/) stays.
clean:
	rm -rf .venv .venv-3.13 build dist *.egg-info messages.pot .coverage* \
		.mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

chromium:
	@command -v chromium >/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -q && apt-get install -qy --no-install-recommends chromium; \
		else \
			echo "The browser tests need the Debian package chromium: sudo apt-get install chromium" >&2; \
			exit 1; \
		fi; }

models: .venv/requirements.lock .venv/$(MODELS)

# What reads scanned pages; a copy of its checksums tells that it is installed.
MODELS := share/docsearch/tessdata/ocr-models.sha256

# Everything else works without it, so nothing else stops for it.
models = @$(MAKE) --no-print-directory --silent $(1)/$(MODELS) || \
	echo "Scanned pages will wait until the recognition models are installed: see README.md." >&2

%/$(MODELS): ocr-models.sha256
	@command -v npm >/dev/null || { \
		echo "The recognition models come with npm, which is missing: sudo apt-get install npm" >&2; exit 1; }
	@echo "Installing the recognition models into $(@D)"
	@set -e; folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	for language in ara fra osd; do \
		npm pack --silent --fetch-retries 1 --pack-destination "$$folder" "@tesseract.js-data/$$language@1.0.0" >/dev/null; \
		tar -xzf "$$folder/tesseract.js-data-$$language-1.0.0.tgz" -C "$$folder"; \
		gunzip -c "$$folder/package/4.0.0_best_int/$$language.traineddata.gz" >"$$folder/$$language.traineddata"; \
	done; \
	(cd "$$folder" && sha256sum --check --quiet "$(CURDIR)/ocr-models.sha256"); \
	mkdir -p $(@D); cp "$$folder"/*.traineddata $(@D); cp ocr-models.sha256 $@

# A virtual environment remembers in a copy of the lock file what was installed into it.
.venv/%.lock: %.lock setup.cfg pyproject.toml
	$(call environment,$(PYTHON),.venv)
	$(call install,.venv,$<)

.venv-3.13/%.lock: %.lock setup.cfg pyproject.toml
	$(call environment,$(PYTHON313),.venv-3.13)
	$(call install,.venv-3.13,$<)

define environment
	@test -n "$(1)" || { echo "Python 3.11, 3.12 or 3.13 is needed: sudo apt-get install python3 python3-venv" >&2; exit 1; }
	@$(or $(1),false) -c 'import ensurepip' 2>/dev/null || { \
		echo "Python's venv module is missing: sudo apt-get install python3-venv" >&2; exit 1; }
	@test -x $(2)/bin/pip || $(or $(1),false) -m venv $(2)
endef

# langdetect comes as source: building it with the locked setuptools keeps pip from fetching an unpinned one.
define install
	@echo "Installing $(2) into $(1)"
	@sed -n '/^setuptools==/,/[^\\]$$/p' $(2) >$(1)/setuptools.lock
	@$(1)/bin/pip install --quiet --require-hashes -r $(1)/setuptools.lock
	@$(1)/bin/pip install --quiet --require-hashes --no-build-isolation --use-pep517 -r $(2)
	@$(1)/bin/pip install --quiet --no-deps --no-build-isolation --editable .
	@cp $(2) $(1)/$(2)
endef
