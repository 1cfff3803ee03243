.DEFAULT_GOAL := help
.PHONY: excel help run test fast soak coverage cases faults schema mutants lint format bench docs changelog lock sbom audit package image clean acts texts tasks clicks
PYTHON := .venv/bin/python
# Compile each module once, not in every process of the tests.
export PYTHONDONTWRITEBYTECODE :=
# Most tests wait for disks, servers and browsers: two for each core keep it busy.
WORKERS := $(shell expr 2 \* $$(nproc))
# A test that hangs fails after ten minutes, in place of the whole run; whoever is done takes tests of the others.
TESTS_AT_ONCE := -n $(WORKERS) --dist worksteal --timeout 600

help: ## Show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: ## Set up and start Threadline on http://127.0.0.1:8080
	@scripts/setup run
	@exec .venv/bin/threadline serve

# Twelve thousand tests share two cores with their servers: what fails is played once more, alone, and named.
test: ## Set up and run every test
	@scripts/setup test
	$(PYTHON) -m pytest $(TESTS_AT_ONCE) $(ARGS) || { test $$? = 1 && \
	    echo "Once more, one at a time. A test that passes now is unsteady: find out why, and mend it." && \
	    $(PYTHON) -m pytest -v --timeout 600 --last-failed --last-failed-no-failures none $(ARGS); }

# What speaks to no database server, browser or program of its own, and is quick.
FAST := tests/unit tests/house/test_import_rule.py tests/house/test_layout.py \
    $(foreach slow,storage commands simulator telemetry test_app.py core/turns core/proposals core/reminders \
    core/calendars core/scheduling core/documents calendar/test_vtimezone.py calendar/test_rrule.py,\
    --ignore tests/unit/$(slow))

fast: ## Run most unit tests, in less than two minutes
	@scripts/setup test
	$(PYTHON) -m pytest $(TESTS_AT_ONCE) -q $(FAST) $(ARGS)

coverage: ## Run every test and say which lines none of them reaches; takes twice as long
	@scripts/setup test
	$(PYTHON) -m coverage erase
	$(PYTHON) -m pytest $(TESTS_AT_ONCE) --cov --cov-report= $(ARGS)
	$(PYTHON) -m coverage report

soak: ## Kill the service a thousand times while people use it
	@scripts/setup test
	THREADLINE_TEST_KILLS=1000 THREADLINE_TEST_MAIL_KILLS=200 THREADLINE_TEST_HOLD_KILLS=100 \
	    $(PYTHON) -m pytest -s tests/e2e/test_kill.py tests/e2e/test_kill_holds.py tests/e2e/test_kill_mail.py \
	    tests/e2e/test_replicas.py tests/e2e/test_rolling_restart.py \
	    tests/e2e/test_key_replacement.py $(ARGS)

cases: ## Say how many of the collected sentences are read right, kind by kind
	@scripts/setup test
	@$(PYTHON) -m tests.cases.report $(ARGS)
	@$(PYTHON) -m tests.cases.dialogue.report
	@$(PYTHON) -m tests.cases.mail.report
	@$(PYTHON) -m tests.cases.slack.report
	@$(PYTHON) -m tests.cases.teams.report
	@$(PYTHON) -m tests.cases.http.report
	@$(PYTHON) -m tests.cases.mail.answers

clicks: ## Let a hundred clicks, mails and calls decide on one card at once
	@scripts/setup test
	THREADLINE_TEST_CLICKS=100 $(PYTHON) -m pytest -q -p no:xdist tests/channels/test_decided_at_once.py

tasks: ## Play every conversation task with tools, by every scripted model and in every dialect
	@scripts/setup test
	THREADLINE_WHOLE=1 $(PYTHON) -m pytest -q -n 2 tests/cases/tools $(ARGS)

faults: ## Play every fault of a model's server, in every dialect, on every surface
	@scripts/setup test
	THREADLINE_WHOLE=1 $(PYTHON) -m pytest -n $(WORKERS) tests/channels/webhook/api/test_model_faults.py $(ARGS)

schema: ## Try every operation of the API with whatever its own description allows and does not
	@scripts/setup test
	THREADLINE_WHOLE=1 $(PYTHON) -m pytest tests/channels/webhook/test_openapi.py tests/channels/webhook/clients/test_documents.py $(ARGS)

mutants: ## Say which changes of a module no test notices: MODULE=threadline/calendar/free_slots.py
	@scripts/setup test
	@$(PYTHON) -m tests.mutants $(MODULE) $(TESTS) $(ARGS)

lint: ## Check style and types
	@scripts/setup test
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m mypy

format: ## Put the code into its form
	@scripts/setup test
	$(PYTHON) -m ruff check --fix
	$(PYTHON) -m ruff format

bench: ## Measure; results go to benchmarks/results, by machine
	@scripts/setup test
	$(PYTHON) -m benchmarks $(ARGS)

acts: ## Learn the table of acts anew
	@scripts/setup test
	$(PYTHON) -m training.acts

texts: ## Bring the message catalogues up to the code
	@scripts/setup test
	$(PYTHON) -m tests.texts.extraction

excel: ## Compile the custom functions for Excel anew (needs npm)
	cd tests && npm install --no-save --ignore-scripts --no-audit --no-fund
	cd manifests/excel/functions && node ../../../tests/node_modules/typescript/lib/tsc.js -p tsconfig.json --typeRoots ../../../tests/node_modules/@types
	cd manifests/excel/functions && node ../../../tests/node_modules/custom-functions-metadata/cli.js generate functions.ts functions.json

docs: ## Write the generated parts of the documentation anew
	@scripts/setup test
	$(PYTHON) -m docs.generate

changelog: ## Show what the next release's changelog says; ARGS=--yes writes it
	@scripts/setup test
	@$(PYTHON) -m towncrier build $(or $(ARGS),--draft)

lock: ## Pin the dependencies anew, with hashes
	@scripts/setup test
	scripts/lock

sbom: ## List every component of the service with its hashes, as CycloneDX: dist/threadline.cdx.json
	@scripts/setup test
	@mkdir -p dist
	$(PYTHON) -W ignore -m cyclonedx_py requirements requirements/run.txt --pyproject pyproject.toml \
	    --output-reproducible --of JSON -o dist/threadline.cdx.json $(ARGS)

# Strict: what could not be looked up is no pass. Needs the advisories of PyPI, or ARGS="--vulnerability-service osv".
audit: ## Ask whether anything that is pinned has a known vulnerability
	@scripts/setup test
	$(PYTHON) -m pip_audit --strict --require-hashes --disable-pip -r requirements/run.txt $(ARGS)

package: ## Build the wheel and the sdist, and start the service from each in an empty environment
	@scripts/setup test
	scripts/package
	THREADLINE_WHOLE=1 $(PYTHON) -m pytest -q tests/e2e/test_install.py

image: ## Build the image without a daemon, and start the service in it
	@scripts/setup test "buildah:buildah debootstrap:debootstrap"
	THREADLINE_TEST_IMAGE=1 $(PYTHON) -m pytest -q -p no:xdist tests/e2e/test_image.py $(ARGS)

clean: ## Remove what was installed and built, not the data
	rm -rf .venv .coverage* .mypy_cache .pytest_cache .ruff_cache .hypothesis dist
