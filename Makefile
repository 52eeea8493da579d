# A front for CMake: `make demo` and `make test` do everything on a fresh Debian 12.

JOBS ?= $(shell nproc)
WERROR ?= $(if $(CI),ON,OFF)

.PHONY: deps build demo test install
deps:
	@sh tools/install-packages.sh

build: deps
	cmake --preset release -DSAYSO_WERROR=$(WERROR)
	cmake --build --preset release -j $(JOBS)

demo: build
	rm -f build/demo.db
	build/release/sayso --ledger build/demo.db read examples
	build/release/sayso --ledger build/demo.db claims

test: build
	ctest --preset release -j $(JOBS)

install: build
	cmake --install build/release
