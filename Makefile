# Short names for the commands that are used every day. Nothing is hidden here: each target is what the
# README and .ci/run would type.
.DEFAULT_GOAL := help
.PHONY: help studio demo test fuzz sound fuzz-sound preview-browser likeness exact faults studios replay bench openapi contract web check fmt lint template deny build pages deploy

# What is deployed: folder = package = binary.
FUNCTIONS := $(notdir $(wildcard functions/*))
# Must match the template's parameter of the same name; arm64 needs its rustup target.
ARCHITECTURE ?= x86_64
TARGET := $(patsubst arm64,aarch64,$(ARCHITECTURE))-unknown-linux-gnu
# Every x86_64 processor of Lambda has AVX2, as nearly all others since 2013.
FASTER_x86_64 := -C target-cpu=x86-64-v3

# The packages with property tests, and how many cases of each the long run tries.
PROPERTIES := $(sort $(foreach file,$(shell grep -rl '^ *proptest! {' shared functions infra --include=*.rs),$(word 2,$(subst /, ,$(file)))))
CASES ?= 10000
EXACT_CASES ?= 1000000

help: ## show this
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

studio: ## the whole studio on this machine, with the demo story told
	cargo run

demo: ## tell the story from a brief to a paid royalty, then leave
	cargo run -- demo

test: ## all tests
	cargo test --workspace

fuzz: ## every property test, 10,000 cases each (`make test` runs a sample); takes minutes
	PROPTEST_CASES=$(CASES) cargo test $(addprefix --package ,$(PROPERTIES)) --lib

# Oracle and fuzzing run for minutes; the dev profile optimises what they spend their time in.
sound: ## lengths, levels and previews of files in every format beside ffmpeg's (needs ffmpeg)
	python3 tests/sound/oracle.py

BROWSER ?= chromium
preview-browser: ## lengths and moments of previews as a browser plays them (BROWSER: chromium, firefox, webkit)
	python3 tests/sound/browser.py $(BROWSER)

FUZZ_INPUTS ?= 1000000
fuzz-sound: ## a million changed sound files, with their time and memory (FUZZ_INPUTS); takes half an hour
	cargo run --package media --example fuzz_sound -- $(FUZZ_INPUTS)

exact: ## money to the last digit: a million random shares and as many random plans (EXACT_CASES); takes minutes
	cargo test --release --package domain --lib money::exactness
	PROPTEST_CASES=$(EXACT_CASES) cargo test --release --package domain --lib what_comes_in_is_what_everybody_has_together

# How many pieces the studio holds when one is looked up (`make test`: 400).
PIECES ?= 50000
likeness: ## copies by real encoders and other pieces, told apart (needs ffmpeg), and a look-up among 50,000; takes minutes
	cargo test -p media --lib likeness -- --include-ignored --nocapture
	PIECES=$(PIECES) cargo test -p tests --test api look_up

# What runs for so long is worth compiling with optimisation, in the same folder. FAULTS=20: every 20th.
FAULTS ?= all
faults: ## a death at every SDK call of a month, two workers in every order (`make test`: a sample)
	FAULTS=$(FAULTS) cargo test --config 'profile.dev.opt-level=1' -p tests --test faults -- --nocapture

studios: ## 20 random studios, each with two composers swapped (`make test`: 1)
	STUDIOS=20 cargo test -p tests --test api swapped

replay: ## 200 orders of 2,000 stream records (`make test`: 4 of 200)
	REPLAY=all cargo test -p tests --test events -- --nocapture every_order

bench: ## intake beside ffmpeg's loudness filter, a revenue file beside DuckDB and Polars (from PyPI)
	cargo build --release -p media --example sound_facts
	python3 tests/bench/sound.py target/release/examples/sound_facts
	RUSTFLAGS="$(FASTER_$(shell uname -m))" cargo build --release -p revenue_file --example totals
	python3 -m venv target/bench
	target/bench/bin/pip install --quiet --requirement tests/bench/requirements.txt
	target/bench/bin/python tests/bench/bench.py target/release/examples/totals

openapi: ## write infra/openapi.yaml, docs/problems.md and the typed client of web/ again
	cargo run -- openapi
	npm --prefix web run --silent api

contract: ## the API document linted, and 10,000 requests and more made of it (schemathesis, from PyPI); takes minutes
	.ci/contract all

web: ## the typed client, the page of the document, and a walk with that client (needs Node 20)
	.ci/web

check: ## everything that must be green before a change is handed over
	bash .ci/run

fmt: ## format the code
	cargo fmt

lint: template ## formatting, lints and the template
	cargo fmt --check
	cargo clippy --workspace --all-targets -- -D warnings

template: ## lint template.yaml
	.ci/cfn-lint

deny: ## licences, bans and sources of the dependencies
	.ci/cargo-deny

build: ## compile the functions for Lambda into target/lambda (needs cargo-lambda)
	RUSTFLAGS="$(FASTER_$(ARCHITECTURE))" cargo lambda build --release --target $(TARGET) $(addprefix --package ,$(FUNCTIONS))

pages: ## build the pages into web/dist (needs Node 20)
	npm --prefix web ci --silent
	npm --prefix web run --silent build

deploy: template build pages ## deploy functions and pages to the AWS account of the shell (needs the SAM and AWS CLIs); asks before it changes
	.ci/deploy Architecture=$(ARCHITECTURE) $(PARAMETERS)
